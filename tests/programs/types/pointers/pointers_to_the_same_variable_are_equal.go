package main

import "fmt"

type T struct{ a, b int }

func main() {
	x, y := 1, 1
	p, q := &x, &x
	fmt.Println(p == q, p == &y, *p == *&y)
	t := &T{}
	u := &t.a
	*u = 5
	pp := &p
	**pp = 6
	fmt.Println(t.a, (*t).a, x, u == &t.a, &t.b == &t.b)
	arr := [3]int{1, 2, 3}
	e := &arr[1]
	*e = 20
	s := arr[:]
	fmt.Println(arr, e == &s[1])
}

// Output:
// true false true
// 5 5 6 true true
// [1 20 3] true
