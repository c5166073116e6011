package main

func main() {
	a := [3]int{}
	_ = a[3] // ERROR "invalid argument: index 3 out of bounds [0:3]"
	_ = a[-1] // ERROR "invalid argument: index -1 (constant of type int) must not be negative"
	_ = a[1.0]
	_ = a[1.5] // ERROR "1.5 (untyped float constant) truncated to int"
	_ = a["x"] // ERROR "cannot convert "x" (untyped string constant) to type int"
	_ = &a[2:][5]
	_ = "abc"[3] // ERROR "invalid argument: index 3 out of bounds [0:3]"
	_ = []int{1}[-2] // ERROR "invalid argument: index -2 (constant of type int) must not be negative"
	m := map[string]int{}
	_ = m[1] // ERROR "cannot use 1 (untyped int constant) as string value in map index"
	_ = 5[0] // ERROR "cannot index 5 (untyped int constant)"
	_ = (&a)[4] // ERROR "invalid argument: index 4 out of bounds [0:3]"
}
