package main

import (
	"fmt"
	"runtime"
)

type T struct{ n int }

func main() {
	defer func() {
		err := recover().(runtime.Error)
		fmt.Println(err.Error())
	}()
	var t *T
	fmt.Println(t.n)
}

// Output:
// runtime error: invalid memory address or nil pointer dereference
