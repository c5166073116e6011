package main

import "fmt"

func main() {
	x := 0x1_2345_89AB
	fmt.Println(int8(x), uint8(x), int16(x), uint16(x), int32(x), uint32(x))
	y := int8(-1)
	fmt.Println(uint8(y), uint16(y), uint64(y), int64(y), uint32(uint8(y)))
	var u uint = 1 << 63
	fmt.Println(int(u), float64(u), float32(u), int64(float32(1<<24+1)))
	f := -1.9
	fmt.Println(int(f), int8(f), uint8(int(f)), float32(0.1), float64(float32(0.1)))
}

// Output:
// -85 171 -30293 35243 591759787 591759787
// 255 65535 18446744073709551615 -1 255
// -9223372036854775808 9.223372036854776e+18 9.223372e+18 16777216
// -1 -1 255 0.1 0.10000000149011612
