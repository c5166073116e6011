package main

import "fmt"

func it(yield func(int) bool) {
	defer func() { fmt.Println("cleanup", recover() != nil) }()
	yield(1)
}

func main() {
	defer func() { fmt.Println(recover()) }()
	for range it {
		panic("body")
	}
}

// Output:
// cleanup true
// runtime error: range function recovered a loop body panic and did not resume panicking
