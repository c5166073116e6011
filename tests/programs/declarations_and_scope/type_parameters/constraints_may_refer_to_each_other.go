package main

import "fmt"

type Eq[T any] interface{ Equal(T) bool }

type N int

func (a N) Equal(b N) bool { return a == b }

func index[T Eq[T]](xs []T, x T) int {
	for i, y := range xs {
		if y.Equal(x) {
			return i
		}
	}
	return -1
}

type Ptr[T any] interface {
	*T
	Set(string)
}
type S struct{ s string }

func (s *S) Set(x string) { s.s = x }

func make1[T any, P Ptr[T]](v string) T {
	var t T
	P(&t).Set(v)
	return t
}

func keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

type Self[T Self[T]] interface{ Less(T) bool }

func (a N) Less(b N) bool { return a < b }
func least[T Self[T]](a, b T) T {
	if b.Less(a) {
		return b
	}
	return a
}

func main() {
	fmt.Println(index([]N{4, 5, 6}, 5), make1[S]("set"), keys(map[string]int{"a": 1}), least(N(3), N(2)))
}

// Output:
// 1 {set} 1 2
