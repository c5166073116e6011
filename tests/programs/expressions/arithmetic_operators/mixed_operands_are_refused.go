package main

func main() {
	a, b := 1, 1.5
	var c int32 = 2
	_ = a + b // ERROR "invalid operation: a + b (mismatched types int and float64)"
	_ = a + c // ERROR "invalid operation: a + c (mismatched types int and int32)"
	_ = a << b // ERROR "invalid operation: shift count b (variable of type float64) must be integer"
	_ = "a" + 1 // ERROR "invalid operation: "a" + 1 (mismatched types untyped string and untyped int)"
	_ = a + "x" // ERROR "invalid operation: a + "x" (mismatched types int and untyped string)"
	_ = a + nil // ERROR "invalid operation: a + nil (mismatched types int and untyped nil)"
	_ = b % 2 // ERROR "invalid operation: operator % not defined on b (variable of type float64)"
	_ = !a // ERROR "invalid operation: operator ! not defined on a (variable of type int)"
	_ = a && true // ERROR "invalid operation: a && true (mismatched types int and untyped bool)"
	_ = -"x" // ERROR "invalid operation: operator - not defined on "x" (untyped string constant)"
}
