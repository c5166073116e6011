//go:build go1.21

package main

import "fmt"

func main() {
	var functions []func() int
	for i := 0; i < 3; i++ {
		functions = append(functions, func() int { return i })
	}
	for _, v := range []int{10, 20} {
		functions = append(functions, func() int { return v })
	}
	for _, f := range functions {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}

// Output:
// 3 3 3 20 20
