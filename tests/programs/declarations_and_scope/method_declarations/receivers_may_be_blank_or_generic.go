package main

import "fmt"

type T struct{ n int }

func (T) A() string    { return "A" }
func (_ *T) B() string { return "B" }
func (t T) _() int     { return 1 }

type P[K comparable, V any] struct {
	k K
	v V
}

func (p P[K, _]) Key() K        { return p.k }
func (p *P[A, B]) Set(a A, b B) { p.k, p.v = a, b }

type Fn func(int) int

func (f Fn) Twice(x int) int { return f(f(x)) }

type M map[string]int

func (m M) Inc(k string) { m[k]++ }

func main() {
	p := P[string, int]{"a", 1}
	p.Set("b", 2)
	m := M{}
	m.Inc("x")
	fmt.Println(T{}.A(), new(T).B(), p.Key(), p.v, Fn(func(x int) int { return x * 3 }).Twice(2), m)
}

// Output:
// A B b 2 18 map[x:1]
