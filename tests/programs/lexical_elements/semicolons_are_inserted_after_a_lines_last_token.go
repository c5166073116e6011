package main

import "fmt"

func f() (int,
	string) {
	return 1,
		"a"
}

func main() {
	x, s := f()
	x++
	if x > 1 { fmt.Println(x, s) }; for i := 0; i < 2; i++ { fmt.Print(i) }
	fmt.Println()
	a := []int{
		1,
		2}
	fmt.Println(a /* a comment // ERROR "syntax error: unexpected newline in argument list; possibly missing comma or )"
	that ends the line */)
}
