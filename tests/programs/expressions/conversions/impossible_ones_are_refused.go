package main

type A struct{ x int }
type B struct{ y int }
type I interface{ M() }

func main() {
	_ = B(A{}) // ERROR "cannot convert A{} (value of struct type A) to type B"
	_ = int("1") // ERROR "cannot convert "1" (untyped string constant) to type int"
	_ = string(1.5) // ERROR "cannot convert 1.5 (untyped float constant) to type string"
	_ = I(A{}) // ERROR "cannot convert A{} (value of struct type A) to type I: A does not implement I (missing method M)"
	_ = []int([]int32{}) // ERROR "cannot convert []int32{} (value of type []int32) to type []int"
	_ = bool(1) // ERROR "cannot convert 1 (untyped int constant) to type bool"
	_ = (*int)(uintptr(0)) // ERROR "cannot convert uintptr(0) (constant 0 of type uintptr) to type *int"
	_ = [2]int([3]int{}) // ERROR "cannot convert [3]int{} (value of type [3]int) to type [2]int"
	_ = func() nil // ERROR "func() nil (type) is not an expression"
	_ = chan int(make(<-chan int)) // ERROR "cannot convert make(<-chan int) (value of type <-chan int) to type chan int"
}
