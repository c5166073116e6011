package main

import (
	"fmt"
	"math"
)

func main() {
	zero, max := 0.0, math.MaxFloat64
	inf, nan := 1/zero, zero/zero
	fmt.Println(inf, -inf, nan, nan == nan, nan != nan, nan < 1, 1 < nan, -zero, 1/(-zero) > 0, 1/math.Copysign(0, -1))
	fmt.Println(inf-inf, inf*0, max*2, 5e-324/2 == zero, float32(max), max+1 == max)
	var a, b float32 = 16777216, 1
	fmt.Println(a+b == a, float64(a)+float64(b), 0.1+0.2, float32(0.1)+float32(0.2))
	x := 0.1
	fmt.Println(x+0.2, x*3, int64(1e18*x*10))
}

// Output:
// +Inf -Inf NaN false true false false -0 false -Inf
// NaN NaN +Inf false +Inf true
// true 1.6777217e+07 0.3 0.3
// 0.30000000000000004 0.30000000000000004 1000000000000000000
