package main

import "fmt"

type A struct{ n int }
type B struct{ *A }

func (b *B) Name() string { return "b" }

func main() {
	var b B
	var p *B
	fmt.Println(p.Name(), b.A == nil)
	defer func() { fmt.Println(recover()) }()
	fmt.Println(b.n)
}

// Output:
// b true
// runtime error: invalid memory address or nil pointer dereference
