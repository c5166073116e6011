package main

func main() {
	close(make(<-chan int)) // ERROR "invalid operation: cannot close receive-only channel make(<-chan int) (value of type <-chan int)"
	close(1) // ERROR "invalid operation: cannot close non-channel 1 (untyped int constant)"
	close() // ERROR "invalid operation: not enough arguments for close() (expected 1, found 0)"
	clear(1) // ERROR "invalid argument: cannot clear 1 (untyped int constant): argument must be (or constrained by) map or slice"
	clear([2]int{}) // ERROR "invalid argument: cannot clear [2]int{} (value of type [2]int): argument must be (or constrained by) map or slice"
	delete([]int{}, 1) // ERROR "invalid argument: []int{} (value of type []int) is not a map"
	delete(map[string]int{}, 1) // ERROR "cannot use 1 (untyped int constant) as string value in argument to delete"
	copy([]int{}, []string{}) // ERROR "invalid copy: arguments []int{} (value of type []int) and []string{} (value of type []string) have different element types int and string"
	copy([2]int{}, []int{}) // ERROR "invalid copy: argument must be a slice; have [2]int{} (value of type [2]int)"
	_ = cap(map[int]int{}) // ERROR "invalid argument: map[int]int{} (value of type map[int]int) for built-in cap"
}
