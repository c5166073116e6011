package main

import "fmt"

func main() {
	a, err := 1, error(nil)
	p := &a
	a, b := 2, 3
	fmt.Println(*p, b, err)
	{
		a, c := 10, 20
		_, _ = a, c
	}
	_, d := 1, 2
	fmt.Println(a, d)
}

// Output:
// 2 3 <nil>
// 2 2
