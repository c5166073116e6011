package main

import "fmt"

type T struct {
	a int
	_ float64
	_ string
	b string
}

func main() {
	x, y := T{a: 1, b: "b"}, T{a: 1, b: "b"}
	fmt.Println(x == y, x == T{}, any(x) == any(y))
	m := map[T]int{x: 1}
	m[y]++
	fmt.Println(len(m), m[y])
}

// Output:
// true false true
// 1 2
