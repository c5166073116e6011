package main

import "fmt"

type A = int
type B = []A
type T struct{ n int }
type U = T
type V[X any] = map[string]X
type W[X comparable] = V[[]X]

func (u U) M() int { return u.n }

func main() {
	var a A = 1
	var i int = a
	var b B = []int{1}
	v := V[int]{"a": 1}
	var w W[int] = map[string][]int{"x": {2}}
	fmt.Println(i, b, T{5}.M(), U{6}.M(), v, w)
	fmt.Printf("%T %T %T %T\n", a, b, U{}, w)
}

// Output:
// 1 [1] 5 6 map[a:1] map[x:[2]]
// int []int main.T map[string][]int
