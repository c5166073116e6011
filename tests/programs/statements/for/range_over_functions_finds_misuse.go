package main

import "fmt"

var saved func(int) bool

func goesOn(yield func(int) bool) { yield(1); yield(2) }
func keeps(yield func(int) bool)  { saved = yield; yield(1) }
func swallows(yield func(int) bool) {
	defer func() { recover() }()
	yield(1)
}

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	try(func() {
		for range goesOn {
			break
		}
	})
	try(func() {
		for range keeps {
		}
		saved(2)
	})
	try(func() {
		for range swallows {
			panic("lost")
		}
	})
}

// Output:
// runtime error: range function continued iteration after function for loop body returned false
// runtime error: range function continued iteration after whole loop exit
// runtime error: range function recovered a loop body panic and did not resume panicking
