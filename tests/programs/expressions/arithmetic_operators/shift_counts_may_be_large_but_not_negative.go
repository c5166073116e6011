package main

import "fmt"

func main() {
	var s uint = 100
	x, y := 1, -1
	fmt.Println(x<<s, x>>s, y>>s, uint8(255)>>s, int32(1)<<31, int32(1)<<(s-68)) // ERROR "int32(1) << 31 (constant 2147483648 of type int32) overflows int32"
	var u uint8 = 255
	fmt.Println(u<<1>>1, u<<4, u>>4<<4, uint16(u)<<8)
	fmt.Println(x<<uint8(63), int64(1)<<63>>63, x<<64>>1) // ERROR "int64(1) << 63 (constant 9223372036854775808 of type int64) overflows int64"
	defer func() { fmt.Println(recover()) }()
	n := -1
	fmt.Println(x << n)
}
