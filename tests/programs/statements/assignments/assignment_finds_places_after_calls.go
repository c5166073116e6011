package main

import "fmt"

type tree struct{ nodes []int }

func (t *tree) grow() (int, error) {
	t.nodes = append(t.nodes, 0)
	return len(t.nodes), nil
}

func main() {
	t := &tree{nodes: make([]int, 1, 1)}
	var err error
	t.nodes[0], err = t.grow()
	fmt.Println(t.nodes, err)
	x := 1
	next := func() int { x++; return x }
	x, y := x+1, next()
	fmt.Println(x, y)
	x += next()
	fmt.Println(x)
}

// Output:
// [2 0] <nil>
// 3 2
// 8
