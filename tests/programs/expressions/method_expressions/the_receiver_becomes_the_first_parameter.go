package main

import "fmt"

type T struct{ n int }

func (t T) Val(x int) int  { return t.n + x }
func (t *T) Ptr(x int) int { t.n += x; return t.n }

type E struct{ *T }
type I interface{ Val(int) int }

func main() {
	t := T{1}
	f := T.Val
	g := (*T).Ptr
	h := (*T).Val
	i := I.Val
	j := E.Ptr
	k := struct{ T }.Val
	fmt.Println(f(t, 1), g(&t, 5), h(&t, 1), i(t, 2), j(E{&t}, 10), k(struct{ T }{t}, 0))
	fmt.Printf("%T %T %T %T\n", f, g, i, j)
	v, p := t.Val, t.Ptr
	t.n = 100
	fmt.Println(v(1), p(1), t.n)
	var n *T
	defer func() { fmt.Println(recover()) }()
	q := n.Ptr
	fmt.Println("bound")
	_ = n.Val
	q(1)
}

// Output:
// 2 6 7 8 16 16
// func(main.T, int) int func(*main.T, int) int func(main.I, int) int func(main.E, int) int
// 17 101 101
// bound
// runtime error: invalid memory address or nil pointer dereference
