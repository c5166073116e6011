package main

import "fmt"

func it(yield func() bool) {
	yield()
	panic("iterator")
}

func main() {
	for range it {
		fmt.Println("body")
	}
}

// Output:
// body

// panic: iterator
