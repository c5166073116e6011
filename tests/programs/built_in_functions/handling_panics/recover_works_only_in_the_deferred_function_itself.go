package main

import "fmt"

type T struct{}

func (T) recovers() { fmt.Println("method", recover()) }

func main() {
	defer T{}.recovers()
	defer func() {
		func() { fmt.Println("nested", recover()) }()
	}()
	panic("x")
}

// Output:
// nested <nil>
// method x
