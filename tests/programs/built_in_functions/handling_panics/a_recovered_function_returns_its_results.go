package main

import "fmt"

func f(n int) (a int, s string) {
	defer func() {
		if recover() != nil && n > 1 {
			a++
		}
	}()
	a, s = n, "set"
	if n > 0 {
		panic(n)
	}
	return 100, "returned"
}

func g() int {
	defer func() { recover() }()
	panic(1)
}

func main() {
	for n := range 3 {
		fmt.Println(f(n))
	}
	fmt.Println(g())
}

// Output:
// 100 returned
// 1 set
// 3 set
// 0
