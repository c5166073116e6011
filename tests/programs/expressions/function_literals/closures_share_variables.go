package main

import "fmt"

func counter() (inc func() int, get func() int) {
	n := 0
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func main() {
	inc, get := counter()
	inc2, _ := counter()
	inc()
	fmt.Println(inc(), inc2(), get())
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	x := []func(){}
	y := 0
	for i := range 3 {
		x = append(x, func() { y += i })
	}
	for _, f := range x {
		f()
	}
	fmt.Println(y, func(a, b int) int { return a * b }(3, 4))
}

// Output:
// 2 1 2
// 610
// 3 12
