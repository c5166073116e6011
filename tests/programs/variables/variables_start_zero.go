package main

import "fmt"

type T struct {
	a int
	s string
	p *T
	f func()
	m map[string]int
	e error
	x [2]bool
}

func main() {
	var t T
	fmt.Printf("%+v\n", struct {
		a int
		s string
		x [2]bool
	}{t.a, t.s, t.x})
	fmt.Println(t.p == nil, t.f == nil, t.m == nil, t.e == nil, *new(float64), *new([2]string))
}

// Output:
// {a:0 s: x:[false false]}
// true true true true 0 [ ]
