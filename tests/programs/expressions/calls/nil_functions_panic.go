package main

import "fmt"

func main() {
	var f func(int) int
	defer func() { fmt.Println(recover()) }()
	fmt.Println(f(arg()))
}

func arg() int { fmt.Println("argument first"); return 1 }

// Output:
// argument first
// runtime error: invalid memory address or nil pointer dereference
