package main

import "fmt"

type big struct{ a, b, c int }

func main() {
	b := big{1, 2, 3}
	p := &b
	set := func(n int) int { b.a = n; return 0 }
	fmt.Println(b, set(100), b)
	fmt.Println(b == big{100, 2, 3}, set(1), *p)
	fmt.Println(b.a+set(5), b.a > set(6))
	var i any = b
	fmt.Println(i == any(b), set(7), i == any(b))
}

// Output:
// {100 2 3} 0 {100 2 3}
// true 0 {1 2 3}
// 6 true
// true 0 false
