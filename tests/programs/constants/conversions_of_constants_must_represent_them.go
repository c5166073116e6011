package main

const big = 1 << 40

var (
	a int8    = 128 // ERROR "cannot use 128 (untyped int constant) as int8 value in variable declaration (overflows)"
	b uint    = -1 // ERROR "cannot use -1 (untyped int constant) as uint value in variable declaration (overflows)"
	c         = int(1.5) // ERROR "cannot convert 1.5 (untyped float constant) to type int"
	d         = uint8(big) // ERROR "constant 1099511627776 overflows uint8"
	e float32 = 1e39 // ERROR "cannot use 1e39 (untyped float constant 1e+39) as float32 value in variable declaration (overflows)"
	f int     = 2.0
	g         = string(65)
	h         = int("1") // ERROR "cannot convert "1" (untyped string constant) to type int"
	i         = uint8(255) + 1 // ERROR "uint8(255) + 1 (constant 256 of type uint8) overflows uint8"
	j         = ^uint8(1)
	k         = -uint(1) // ERROR "-uint(1) (constant -1 of type uint) overflows uint"
	l         = int32(1) << 31 // ERROR "int32(1) << 31 (constant 2147483648 of type int32) overflows int32"
	m         = 1.5 << 1 // ERROR "invalid operation: shifted operand 1.5 (untyped float constant) must be integer"
)

func main() {}
