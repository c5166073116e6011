// Fan-in with a WaitGroup: many channels are merged into one, which closes after the last of them.
// Expect the numbers 0 to 8, in any order.
package main

import (
	"fmt"
	"sync"
)

func fanIn(done <-chan any, channels ...<-chan int) <-chan int {
	var wg sync.WaitGroup
	merged := make(chan int)
	for _, c := range channels {
		wg.Go(func() {
			for i := range c {
				select {
				case <-done:
					return
				case merged <- i:
				}
			}
		})
	}
	go func() {
		wg.Wait()
		close(merged)
	}()
	return merged
}

func main() {
	done := make(chan any)
	defer close(done)
	var finders []<-chan int
	for f := range 3 {
		c := make(chan int)
		go func() {
			defer close(c)
			for i := range 3 {
				c <- f*3 + i
			}
		}()
		finders = append(finders, c)
	}
	for v := range fanIn(done, finders...) {
		fmt.Println(v)
	}
}
