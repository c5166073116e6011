package main

import "fmt"

type List[T any] []T

func (l List[T]) Map[U any](f func(T) U) List[U] {
	var r List[U]
	for _, x := range l {
		r = append(r, f(x))
	}
	return r
}

type Box struct{ n int }

func (b Box) Convert[T ~int | ~float64](f T) T { return T(b.n) + f }
func (b *Box) Apply[F func(int) int](f F)      { b.n = f(b.n) }

func main() {
	l := List[int]{1, 2, 3}
	fmt.Println(l.Map(func(i int) string { return fmt.Sprint("<", i, ">") }), l.Map[float64](func(i int) float64 { return float64(i) / 2 }))
	b := Box{5}
	b.Apply(func(i int) int { return i * 10 })
	f := b.Convert[float64]
	fmt.Println(b.Convert(1.5), f(0.25), Box.Convert[int](b, 1))
}

// Output:
// [<1> <2> <3>] [0.5 1 1.5]
// 51.5 50.25 51
