package main

import (
	"fmt"
	"math"
)

const (
	huge  = 1 << 500
	third = 1.0 / 3
)

func main() {
	fmt.Println(huge>>498, third*3 == 1, huge/huge, (huge+1)%7)
	fmt.Println(1/3, 1/3.0, 5%-3, -5%3, -5/3, 7.0/2, 7/2)
	const x = 0.1 + 0.2
	fmt.Println(x == 0.3, float32(x), math.MaxUint64/3)
	fmt.Println(math.Pi*1e200/1e200, 1e308*10/10)
}

// Output:
// 4 true 1 5
// 0 0.3333333333333333 2 -2 -1 3.5 3
// true 0.3 6148914691236517205
// 3.141592653589793 1e+308
