package main

import "fmt"

type I interface{ M() }

func main() {
	var i I
	defer func() { fmt.Println("recovered:", recover()) }()
	f := i.M
	fmt.Println("not reached")
	f()
}

// Output:
// recovered: runtime error: invalid memory address or nil pointer dereference
