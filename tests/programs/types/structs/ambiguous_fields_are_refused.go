package main

type A struct{ x int }
type B struct{ x int }
type C struct {
	A
	B
}
type D struct {
	A
	A int
}
type E struct {
	*[]int // ERROR "syntax error: unexpected [, expected name"
	**A // ERROR "syntax error: unexpected *, expected name"
	x, x int
}

var v = C{}.x
var w = C{}.y

func main() {}
