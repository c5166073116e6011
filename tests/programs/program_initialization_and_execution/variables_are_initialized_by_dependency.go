package main

import "fmt"

var (
	a    = c + b
	b    = f()
	c    = 1
	d    = func() int { return e * 2 }()
	e    = g()
	_    = side("blank")
	x, y = two()
)

func f() int               { fmt.Println("f, c is", c); c++; return c }
func g() int               { fmt.Println("g"); return 21 }
func side(s string) string { fmt.Println(s); return s }
func two() (int, int)      { fmt.Println("two", a); return a, d }

func init() { fmt.Println("init 1", a, b, c, d, e, x, y) }
func init() { fmt.Println("init 2") }

func main() { fmt.Println("main") }

// Output:
// f, c is 1
// g
// blank
// two 4
// init 1 4 2 2 42 21 4 42
// init 2
// main
