package main

import (
	"fmt"
	"math"
)

func main() {
	nan, zero := math.NaN(), 0.0
	neg := math.Copysign(0, -1)
	fmt.Println(min(1, 2, -3), max(1.5, 2), min("b", "a", "c"), max("", "a"))
	fmt.Println(min(1, nan), max(nan, 1), min(nan), max(math.Inf(1), nan))
	fmt.Println(1/min(zero, neg), 1/max(neg, zero), 1/min(neg, zero), min(-1, neg))
	const c = min(1, 2.5, 'a')
	var x int8 = 3
	fmt.Printf("%T %v %v %T\n", c, c, max(x, 10), max(x, 10))
	var s, t = "x", "y"
	fmt.Println(min(s, t, "z"), max(s, t), min(uint8(200), 100))
}

// Output:
// -3 2 a a
// NaN NaN NaN NaN
// -Inf +Inf -Inf -1
// float64 1 10 int8
// x y 100
