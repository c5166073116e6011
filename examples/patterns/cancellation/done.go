// A done channel tells a goroutine to stop, so that it does not leak.
// Expect the cancelling, the worker's end, and "Done.".
package main

import (
	"fmt"
	"time"
)

func main() {
	doWork := func(done <-chan any, strings <-chan string) <-chan any {
		terminated := make(chan any)
		go func() {
			defer close(terminated)
			defer fmt.Println("doWork exited.")
			for {
				select {
				case s := <-strings:
					fmt.Println(s)
				case <-done:
					return
				}
			}
		}()
		return terminated
	}

	done := make(chan any)
	terminated := doWork(done, nil)
	go func() {
		time.Sleep(50 * time.Millisecond)
		fmt.Println("Canceling doWork goroutine...")
		close(done)
	}()
	<-terminated
	fmt.Println("Done.")
}
