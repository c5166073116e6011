package main

import (
	"fmt"
	"math"
)

func reset[T ~[]int | ~map[int]int](x T) T { clear(x); return x }

func main() {
	m := map[any]int{1: 1, math.NaN(): 2}
	clear(m)
	s := []string{"a", "b", "c"}
	clear(s[1:])
	fmt.Printf("%d %q %v %v\n", len(m), s, reset([]int{1, 2}), reset(map[int]int{1: 2}))
}

// Output:
// 0 ["a" "" ""] [0 0] map[]
