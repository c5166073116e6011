package main

import "fmt"

func main() {
	a := [3]int{1, 2, 3}
	i := 0
	i, a[i] = 1, 2
	fmt.Println(i, a)
	i = 0
	a[i], i = 2, 1
	fmt.Println(i, a)
	a[0], a[0] = 1, 2
	fmt.Println(a[0])
	x := []int{1, 2, 3}
	j := 0
	j, x[j] = 1, 2
	j, x = 2, nil
	fmt.Println(j, x)
	type P struct{ n int }
	var p *P
	q := &P{1}
	func() {
		defer func() { fmt.Println(recover(), j) }()
		j, p.n = 7, 8
	}()
	q, q.n = nil, 5
	fmt.Println(q)
	x, y := []int{1, 2}, 0
	x[0], x[1], y = x[1], x[0], x[0]
	fmt.Println(x, y)
}

// Output:
// 1 [2 2 3]
// 1 [2 2 3]
// 2
// 2 []
// runtime error: invalid memory address or nil pointer dereference 7
// <nil>
// [2 1] 1
