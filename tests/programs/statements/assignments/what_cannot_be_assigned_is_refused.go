package main

type T struct{ n int }

func f() T { return T{} }

const c = 1

func main() {
	f().n = 1 // ERROR "cannot assign to f().n (neither addressable nor a map index expression)"
	f() = T{} // ERROR "cannot assign to f() (neither addressable nor a map index expression)"
	c = 2 // ERROR "cannot assign to c (neither addressable nor a map index expression)"
	1 = 2 // ERROR "cannot assign to 1 (neither addressable nor a map index expression)"
	"a"[0] = 'b' // ERROR "cannot assign to "a"[0] (neither addressable nor a map index expression)"
	m := map[string]T{}
	m["a"].n = 1 // ERROR "cannot assign to struct field m["a"].n in map"
	nil = m // ERROR "cannot assign to nil (neither addressable nor a map index expression)"
	_ = nil // ERROR "use of untyped nil in assignment to _ identifier"
	_ += 1 // ERROR "cannot use _ as value or type"
	main = nil // ERROR "cannot assign to main (neither addressable nor a map index expression)"
}
