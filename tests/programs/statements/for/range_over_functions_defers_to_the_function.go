package main

import "fmt"

func three(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func f() {
	defer fmt.Println("first")
	for i := range three {
		defer func() { fmt.Println(i, recover()) }()
	}
	panic("boom")
}

func main() {
	f()
	fmt.Println("on")
}

// Output:
// 2 boom
// 1 <nil>
// 0 <nil>
// first
// on
