package main

import "fmt"

type B bool

const (
	x     = "abc" < "abd"
	y   B = 1 < 2
	z     = len("héllo")
	cat   = "a" + "b"
)

func main() {
	fmt.Println(x, y, z, cat, x && !y, "héllo"[1], cat[1:])
	fmt.Printf("%T %T\n", y && true, !x)
}

// Output:
// true true 6 ab false 195 b
// main.B bool
