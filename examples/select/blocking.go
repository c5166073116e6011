// A select blocks until one of its channels is ready.
// Expect "Blocking on read..." and, after the pause, how long it took.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	c := make(chan any)
	go func() {
		time.Sleep(100 * time.Millisecond)
		close(c)
	}()

	fmt.Println("Blocking on read...")
	select {
	case <-c:
		fmt.Printf("Unblocked %v later.\n", time.Since(start))
	}
}
