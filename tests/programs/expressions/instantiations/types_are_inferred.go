package main

import (
	"fmt"
	"strconv"
)

func m[T, U any](xs []T, f func(T) U) []U {
	var r []U
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}
func pair[A, B any](a A, b B) string { return fmt.Sprintf("%T %T", a, b) }
func same[T any](a, b T) string      { return fmt.Sprintf("%T", a) }
func dbl[S ~[]E, E any](s S) S       { return append(s, s...) }
func id[T any](x T) T                { return x }
func app[T any](f func(T) T, x T) T  { return f(x) }
func ptr[T any](p *T) T              { return *p }
func ch[T any](c <-chan T) string    { var t T; return fmt.Sprintf("%T", t) }

type Strs []string

func main() {
	fmt.Println(m([]int{1, 2}, strconv.Itoa), pair(1, 2.5), pair[string](nil2(), 'a'), same(1, 2.5), same('a', 1))
	fmt.Printf("%T %v %v %v\n", dbl(Strs{"a"}), app(id, 3), ptr(&[]int{1}), ch(make(chan string)))
	var f func(int) int = id
	g := id[string]
	fmt.Println(f(1), g("x"), app(id[float64], 2), m([]Strs{{"q"}}, dbl))
}

func nil2() string { return "" }

// Output:
// [1 2] int float64 string int32 float64 int32
// main.Strs 3 [1] string
// 1 x 2 [[q q]]
