package main

import "fmt"

const (
	a = iota
	b
	_
	d = 1 << iota
	e
)

func main() { fmt.Println(a, b, d, e) }

// Output:
// 0 1 8 16
