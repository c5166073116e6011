package main

import "fmt"

type T struct{ k, v int }

func main() {
	var t T
	m := map[string]int{}
	xs := [2]int{}
	for t.k, t.v = range []int{5, 6} {
	}
	for xs[0], m["v"] = range "ab" { // ERROR "cannot use m["v"] (value of type rune) as int value in assignment"
	}
	i := 0
	for i, xs[i] = range []int{7, 8} {
	}
	fmt.Println(t, m, xs, i)
	for _, _ = range xs {
	}
	var e any
	for e = range xs {
	}
	fmt.Println(e)
}
