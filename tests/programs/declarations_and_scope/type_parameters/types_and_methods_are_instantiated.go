package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) *Stack[T] { s.items = append(s.items, x); return s }
func (s *Stack[T]) Each(f func(int, T)) {
	for i, x := range s.items {
		f(i, x)
	}
}

type Node[K comparable, V any] struct {
	key   K
	val   V
	left  *Node[K, V]
	inner Stack[Stack[K]]
}

func main() {
	s := &Stack[string]{}
	s.Push("a").Push("b").Each(func(i int, x string) { fmt.Print(i, x, " ") })
	n := Node[int, bool]{key: 1, left: &Node[int, bool]{val: true}}
	n.inner.Push(*(&Stack[int]{}).Push(4))
	fmt.Printf("%v %T %T\n", n.inner, n.left, s)
	type L[T any] struct{ t T }
	fmt.Printf("%T %v\n", L[int]{}, L[*int]{})
}

// Output:
// 0a 1b {[{[4]}]} *main.Node[int,bool] *main.Stack[string]
// main.L[int] {<nil>}
