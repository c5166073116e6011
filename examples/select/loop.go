// A loop that works until another goroutine tells it to stop.
// Expect some cycles of work.
package main

import (
	"fmt"
	"time"
)

func main() {
	done := make(chan any)
	go func() {
		time.Sleep(100 * time.Millisecond)
		close(done)
	}()

	workCounter := 0
loop:
	for {
		select {
		case <-done:
			break loop
		default:
		}
		workCounter++
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Println("worked before the signal to stop:", workCounter > 0)
}
