package main

import "fmt"

func f() (err any) {
	defer func() { err = recover() }()
	defer func() { panic("second") }()
	panic("first")
}

func g() {
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}

func main() {
	fmt.Println(f())
	defer func() { fmt.Println("outer", recover()) }()
	g()
}

// Output:
// second
// inner second
// outer first
