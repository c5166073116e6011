package main

import "fmt"

type T struct{ n int }

func f() T { return T{5} }

func main() {
	p := new(int)
	q := new(42)
	r := new("s")
	t := new(f())
	u := new(1.5 + float32(1))
	x := 7
	v := new(x)
	x++
	*q++
	fmt.Println(*p, *q, *r, t.n, *u, *v, *new(T{1}), *new(1 << 3), **new(new(2)))
	fmt.Printf("%T %T %T\n", new('a'), new(1<<3), new([]int{1}))
}

// Output:
// 0 43 s 5 2.5 7 {1} 8 2
// *int32 *int *[]int
