package main

import "fmt"

func f(s string, b bool) bool { fmt.Print(s, " "); return b }

func main() {
	fmt.Println(f("a", false) && f("b", true), f("c", true) || f("d", false))
	fmt.Println(f("a", true) && f("b", false) || f("c", true) && !f("d", false))
	type B bool
	var x B = 1 < 2
	y := x && (2 < 3)
	fmt.Printf("%T %v\n", y, y)
}

// Output:
// a c false true
// a b c d true
// main.B true
