package main

type T struct{ a [2]int }

func f() T { return T{} }

func main() {
	m := map[int]T{}
	s := "x"
	_ = &T{}
	_ = &[]int{1}[0]
	_ = &f() // ERROR "invalid operation: cannot take address of f() (value of struct type T)"
	_ = &f().a // ERROR "invalid operation: cannot take address of f().a (value of type [2]int)"
	_ = &m[1] // ERROR "invalid operation: cannot take address of m[1] (map index expression of struct type T)"
	_ = &s[0] // ERROR "invalid operation: cannot take address of s[0] (value of type byte)"
	_ = &1 // ERROR "invalid operation: cannot take address of 1 (untyped int constant)"
	_ = *1 // ERROR "invalid operation: cannot indirect 1 (untyped int constant)"
	_ = *s // ERROR "invalid operation: cannot indirect s (variable of type string)"
	_ = &(T{})
	var p *int
	_ = **p // ERROR "invalid operation: cannot indirect *p (variable of type int)"
	_ = *nil // ERROR "invalid operation: cannot indirect nil"
}
