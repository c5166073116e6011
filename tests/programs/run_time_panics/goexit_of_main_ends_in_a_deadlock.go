package main

import (
	"fmt"
	"runtime"
)

func main() {
	defer fmt.Println("deferred")
	runtime.Goexit()
}

// Output:
// deferred

// exit status 2
// stderr: fatal error: no goroutines (main called runtime.Goexit) - deadlock!
