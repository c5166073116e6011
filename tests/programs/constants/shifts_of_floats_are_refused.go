package main

var s uint = 1

var (
	a         = 1.0 << s // ERROR "invalid operation: shifted operand 1.0 (type float64) must be integer"
	b         = 1.5 << 1 // ERROR "invalid operation: shifted operand 1.5 (untyped float constant) must be integer"
	c float64 = 1 << s // ERROR "invalid operation: shifted operand 1 (type float64) must be integer"
	d         = 1 << 1.5 // ERROR "1.5 (untyped float constant) truncated to uint"
	e         = 1 << -1 // ERROR "invalid operation: negative shift count -1 (untyped int constant)"
	f         = "a" << 1 // ERROR "invalid operation: shifted operand "a" (untyped string constant) must be integer"
	g         = uint8(1) << 8 // ERROR "uint8(1) << 8 (constant 256 of type uint8) overflows uint8"
	h         = []int{}[1.0<<s:]
)

func main() {}
