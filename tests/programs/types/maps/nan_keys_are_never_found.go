package main

import (
	"fmt"
	"math"
)

func main() {
	m := map[float64]int{}
	nan := math.NaN()
	m[nan] = 1
	m[nan] = 2
	_, ok := m[nan]
	delete(m, nan)
	fmt.Println(len(m), ok, m[nan])
	clear(m)
	m[0.0] = 1
	m[math.Copysign(0, -1)]++
	fmt.Println(len(m), m)
}

// Output:
// 2 false 0
// 1 map[-0:2]
