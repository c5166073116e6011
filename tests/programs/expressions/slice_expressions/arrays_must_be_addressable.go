package main

func f() [3]int  { return [3]int{} }
func g() *[3]int { return nil }

func main() {
	_ = f()[:] // ERROR "cannot slice unaddressable value f() (value of type [3]int)"
	_ = g()[:]
	_ = "abc"[1:2:3] // ERROR "invalid operation: 3-index slice of string"
	_ = [3]int{}[:] // ERROR "cannot slice unaddressable value [3]int{} (value of type [3]int)"
	_ = []int{}[2:1] // ERROR "invalid slice indices: 1 < 2"
	_ = 5[1:] // ERROR "cannot slice 5 (untyped int constant)"
	_ = map[int]int{}[1:] // ERROR "cannot slice map[int]int{} (value of type map[int]int)"
	_ = []int{}[::] // ERROR "middle index required in 3-index slice"
}
