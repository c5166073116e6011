package main

func main() {
	defer 1 // ERROR "expression in defer must be function call"
	defer func() {} // ERROR "expression in defer must be function call"
	go func() {} // ERROR "expression in go must be function call"
	defer int(3) // ERROR "defer requires function call, not conversion int(3) (constant 3 of type int)"
	defer len("a") // ERROR "defer discards result of len("a") (constant 1 of type int)"
	defer append([]int{}, 1) // ERROR "defer discards result of append([]int{}, 1) (value of type []int)"
	defer (func() {}()) // ERROR "expression in defer must not be parenthesized"
	go new(int) // ERROR "go discards result of new(int) (value of type *int)"
	defer recover()
	defer panic(1)
}
