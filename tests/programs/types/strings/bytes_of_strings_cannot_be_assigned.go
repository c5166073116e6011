package main

func main() {
	s := "abc"
	s[0] = 'x' // ERROR "cannot assign to s[0] (neither addressable nor a map index expression)"
	p := &s[0] // ERROR "invalid operation: cannot take address of s[0] (value of type byte)"
	_ = p
	const c = "abc"
	_ = c[5] // ERROR "invalid argument: index 5 out of bounds [0:3]"
	_ = c[2:1] // ERROR "invalid slice indices: 1 < 2"
	_ = s[-1] // ERROR "invalid argument: index -1 (constant of type int) must not be negative"
}
