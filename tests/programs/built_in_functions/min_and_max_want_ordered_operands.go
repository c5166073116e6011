package main

func main() {
	_ = min() // ERROR "invalid operation: not enough arguments for min() (expected 1, found 0)"
	_ = min(1, "a") // ERROR "invalid argument: mismatched types untyped int (previous argument) and untyped string (type of "a")"
	_ = max(1i, 2i) // ERROR "invalid argument: 1i (untyped complex constant (0 + 1i)) cannot be ordered"
	_ = min([]int{}...) // ERROR "invalid operation: invalid use of ... with built-in min"
	x, y := 1, 2.0
	_ = max(x, y) // ERROR "invalid argument: mismatched types int (previous argument) and float64 (type of y)"
	_ = min(x, 1.5) // ERROR "1.5 (untyped float constant) truncated to int"
	_ = max(true, false) // ERROR "invalid argument: true (untyped bool constant) cannot be ordered"
	min(1, 2) // ERROR "min(1, 2) (untyped int constant 1) is not used"
}
