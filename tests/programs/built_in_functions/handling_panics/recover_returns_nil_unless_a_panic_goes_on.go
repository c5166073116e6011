package main

import "fmt"

func rec() any { return recover() }

func main() {
	fmt.Println(recover())
	defer fmt.Println("direct:", recover())
	defer func() {
		fmt.Println("helper:", rec())
		func() { fmt.Println("nested:", recover()) }()
		fmt.Println("here:", recover())
		fmt.Println("again:", recover())
	}()
	panic("p")
}

// Output:
// <nil>
// helper: <nil>
// nested: <nil>
// here: p
// again: <nil>
// direct: <nil>
