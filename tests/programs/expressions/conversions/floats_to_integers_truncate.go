package main

import (
	"fmt"
	"math"
)

func main() {
	for _, f := range []float64{1.9, -1.9, 0.5, 1e18, -0.0, 255.99, 4294967295.5} {
		fmt.Print(int(f), int64(f), uint64(math.Abs(f)), int32(int64(f)), " ")
	}
	fmt.Println()
	f := float32(16777217)
	g := 1 << 53
	fmt.Println(f, float64(g+1), float32(g+1), int(float32(g)), uint32(3e9))
	var u uint64 = math.MaxUint64
	fmt.Println(float64(u), float32(u), uint64(float64(1<<63)), float64(int64(-1<<63)))
}

// Output:
// 1 1 1 1 -1 -1 1 -1 0 0 0 0 1000000000000000000 1000000000000000000 1000000000000000000 -1486618624 0 0 0 0 255 255 255 255 4294967295 4294967295 4294967295 -1
// 1.6777216e+07 9.007199254740992e+15 9.007199e+15 9007199254740992 3000000000
// 1.8446744073709552e+19 1.8446744e+19 9223372036854775808 -9.223372036854776e+18
