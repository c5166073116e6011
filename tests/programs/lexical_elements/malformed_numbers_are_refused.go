package main

var (
	a = 09 // ERROR "invalid digit '9' in octal literal"
	b = 0b12 // ERROR "invalid digit '2' in binary literal"
	c = 0x // ERROR "hexadecimal literal has no digits"
	d = 1__0 // ERROR "'_' must separate successive digits"
	e = 1_ // ERROR "'_' must separate successive digits"
	f = 0o8 // ERROR "invalid digit '8' in octal literal"
	g = 1e // ERROR "exponent has no digits"
	h = 0x1.0 // ERROR "hexadecimal mantissa requires a 'p' exponent"
	i = 0b1e3 // ERROR "'e' exponent requires decimal mantissa"
)

func main() {}
