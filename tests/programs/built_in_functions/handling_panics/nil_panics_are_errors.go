package main

import (
	"fmt"
	"runtime"
)

func main() {
	defer func() {
		e := recover()
		_, isRuntime := e.(runtime.Error)
		_, isNil := e.(*runtime.PanicNilError)
		fmt.Println(e, isRuntime, isNil)
	}()
	panic(nil)
}

// Output:
// runtime error: panic called with nil argument true true
