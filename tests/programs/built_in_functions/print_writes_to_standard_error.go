package main

func main() {
	var p *int
	var e any
	var s []int
	print(1, -2, uint8(3), "a", true, 'b', 1.5, "\n")
	println(1.0, 100.0, 1e-10, float32(0.1), 123456789.0, -0.5)
	println(1+2i, complex64(-1i), "x", nil == p, false)
	println()
	println(1<<40, int8(-5), uintptr(7), "é\x00"[0:2])
	println(p == nil, e == nil, len(s), 1e100, 1.0/3)
	print("no newline", 2, 3)
	println()
}

// stderr: 1-23atrue981.5
// stderr: 1 100 1e-10 0.1 1.23456789e+08 -0.5
// stderr: (1+2i) (0-1i) x true false
// stderr: 
// stderr: 1099511627776 -5 7 é
// stderr: true true 0 1e+100 0.3333333333333333
// stderr: no newline23
