package main

var n = 3

type (
	a [n]int // ERROR "invalid array length n"
	b [-1]int // ERROR "invalid array length -1 (untyped int constant)"
	c [1.5]int // ERROR "array length 1.5 (untyped float constant) must be integer"
	d [2.0]int
	e ["x"]int // ERROR "array length "x" (untyped string constant) must be integer"
	f [1 << 62]int
	g [2]g // ERROR "invalid recursive type: g refers to itself"
	h [...]int // ERROR "invalid use of [...] array (outside a composite literal)"
)

var x = [2]int{1, 2, 3} // ERROR "index 2 is out of bounds (>= 2)"
var y = [...]int{5: 1, 5: 2} // ERROR "duplicate index 5 in array or slice literal"
var z = [2]int{}[2] // ERROR "invalid argument: index 2 out of bounds [0:2]"

func main() {}
