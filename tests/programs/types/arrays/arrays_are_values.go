package main

import "fmt"

type grid [2][2]int

func change(g grid) grid {
	g[0][0] = 9
	return g
}

func main() {
	a := grid{{1, 2}, {3, 4}}
	b := a
	c := change(a)
	b[1][1] = 7
	m := map[string]grid{"a": a}
	a[0][1] = 5
	fmt.Println(a, b, c, m["a"], a == b)
}

// Output:
// [[1 5] [3 4]] [[1 2] [3 7]] [[9 2] [3 4]] [[1 2] [3 4]] false
