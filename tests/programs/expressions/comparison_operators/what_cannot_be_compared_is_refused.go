package main

type T struct{ f []int }
type I interface{ M() }

func main() {
	var t, u T
	var i I
	_ = t == u // ERROR "invalid operation: t == u (struct containing []int cannot be compared)"
	_ = []int{} == []int{} // ERROR "invalid operation: []int{} == []int{} (slice can only be compared to nil)"
	_ = i == 1 // ERROR "invalid operation: i == 1 (mismatched types I and untyped int)"
	_ = i < i // ERROR "invalid operation: i < i (operator < not defined on interface)"
	_ = true < false // ERROR "invalid operation: true < false (operator < not defined on untyped bool)"
	_ = nil == nil // ERROR "invalid operation: nil == nil (operator == not defined on untyped nil)"
	_ = &t == &i // ERROR "invalid operation: &t == &i (mismatched types *T and *I)"
	_ = [2]func(){} == [2]func(){} // ERROR "invalid operation: [2]func(){} == [2]func(){} ([2]func() cannot be compared)"
	_ = 1 == "a" // ERROR "invalid operation: 1 == "a" (mismatched types untyped int and untyped string)"
	_ = struct{}{} < struct{}{} // ERROR "invalid operation: struct{}{} < struct{}{} (operator < not defined on struct)"
}
