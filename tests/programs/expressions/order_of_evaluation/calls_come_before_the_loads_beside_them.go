package main

import "fmt"

var g = 1

func bump() int {
	g += 10
	return g
}

type T struct{ n int }

func (t *T) inc() int {
	t.n += 100
	return t.n
}

func both() (int, int) { return g, bump() }

func main() {
	fmt.Println(g+bump(), g-bump(), bump()-g)
	x := 1
	f := func() int { x++; return x }
	fmt.Println(x, f(), x+f()*x)
	t := &T{1}
	fmt.Println(t.n, t.inc(), t.n+t.inc())
	fmt.Println(both())
	ok := x > 0 && g+bump() > 3
	fmt.Println(ok, g)
	for j := 0; j+f() < 10; j++ {
	}
	switch g {
	case bump() - 10:
		fmt.Println("late")
	default:
		fmt.Println("early")
	}
}

// Output:
// 42 10 0
// 3 2 12
// 201 101 402
// 41 41
// true 51
// late
