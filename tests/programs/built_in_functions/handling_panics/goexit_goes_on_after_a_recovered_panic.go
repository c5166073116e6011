package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		func() {
			defer func() { fmt.Println("recovered", recover()) }()
			defer func() { panic("during goexit") }()
			runtime.Goexit()
		}()
		fmt.Println("not reached")
	}()
	<-done
}

// Output:
// recovered during goexit
