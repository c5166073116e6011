package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred", recover())
		runtime.Goexit()
		fmt.Println("unexpected")
	}()
	<-done
}

// Output:
// deferred <nil>
