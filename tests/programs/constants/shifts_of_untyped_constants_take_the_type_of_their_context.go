package main

import "fmt"

var s uint = 33

func main() {
	var i = 1 << s
	var j int32 = 1 << s
	var k = uint64(1 << s)
	var m int = 1.0 << s
	var n = 1.0<<s == j
	var u = 1.0<<s != 0 // ERROR "invalid operation: shifted operand 1.0 (type float64) must be integer"
	var w int64 = 1.0 << 33
	var x = make([]byte, 1<<(s-30))
	var y = len(x) << s >> s
	fmt.Println(i, j, k, m, n, u, w, len(x), y)
	var arr [10]int
	fmt.Println(arr[1<<(s-31)], uint8(1)<<s, int8(-128)>>s, uint64(1)<<64>>1) // ERROR "uint64(1) << 64 (constant 18446744073709551616 of type uint64) overflows uint64"
}
