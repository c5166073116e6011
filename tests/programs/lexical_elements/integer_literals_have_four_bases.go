package main

import "fmt"

func main() {
	fmt.Println(42, 4_2, 0600, 0_600, 0o600, 0o600)
	fmt.Println(0xBadFace, 0x_67_7a_2f_cc_40_c6, 0b1010, 0b_11)
	const big = 170141183460469231731687303715884105727
	fmt.Println(big>>100, big%1000)
}

// Output:
// 42 42 384 384 384 384
// 195951310 113774485586118 10 3
// 134217727 727
