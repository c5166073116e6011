package main

func main() {
	f := len // ERROR "declared and not used: f"
	var g = append // ERROR "declared and not used: g"
	_ = panic // ERROR "panic (built-in) must be called"
	println // ERROR "println (built-in) must be called"
	len("a") // ERROR "len("a") (constant 1 of type int) is not used"
	x := append([]int{}, 1)
	append(x, 1) // ERROR "append(x, 1) (value of type []int) is not used"
	_ = len(1) // ERROR "invalid argument: 1 (untyped int constant) for built-in len"
	_ = len("a", "b") // ERROR "invalid operation: too many arguments for len("a", "b") (expected 1, found 2)"
	_ = print(1) // ERROR "print(1) (no value) used as value"
}
