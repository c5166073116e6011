package main

import "fmt"

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (sum T) {
	for _, x := range xs {
		sum += x
	}
	return
}

func Map[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("%v=%v", p.Key, p.Val) }

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return fmt.Sprint(i * i) }))
	fmt.Printf("%v %T\n", Pair[string, int]{"a", 1}, Pair[string, int]{})
}

// Output:
// 6 3.5
// [1 4]
// a=1 main.Pair[string,int]
