package main

import "fmt"

const (
	a = iota
	b
	_
	c, d = iota, 10 * iota
	e, f
)
const (
	g = 1 << iota
	h
	i = "x"
	j
	k = iota
)
const l = iota
const m = len([3]int{iota: 1})

func main() { fmt.Println(a, b, c, d, e, f, g, h, i, j, k, l, m) }

// Output:
// 0 1 3 30 4 40 1 2 x x 4 0 3
