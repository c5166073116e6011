package main

import "fmt"

func main() {
	var i8 int8 = 127
	var u8 uint8
	i8++
	u8--
	var u32 uint32 = 1 << 31
	fmt.Println(i8, u8, u32<<1, -7/2, -7%2, i8/-1)
}

// Output:
// -128 255 0 -3 -1 -128
