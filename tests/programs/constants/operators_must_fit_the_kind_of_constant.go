package main

const (
	k = 1.0 % 2 // ERROR "invalid operation: operator % not defined on 1.0 (untyped float constant 1)"
	l = !1 // ERROR "invalid operation: operator ! not defined on 1 (untyped int constant)"
	m = -"s" // ERROR "invalid operation: operator - not defined on "s" (untyped string constant)"
	n = true + false // ERROR "invalid operation: operator + not defined on true (untyped bool constant)"
	o = true < false // ERROR "invalid operation: true < false (operator < not defined on untyped bool)"
	p = "a" && "b" // ERROR "invalid operation: operator && not defined on "a" (untyped string constant)"
	q = ^1.5 // ERROR "invalid operation: operator ^ not defined on 1.5 (untyped float constant)"
	r = 1i < 2i // ERROR "invalid operation: 1i < 2i (operator < not defined on untyped complex)"
	s = "x" * 2 // ERROR "invalid operation: "x" * 2 (mismatched types untyped string and untyped int)"
)

func main() {}
