// Replicated requests: the same request goes to several handlers; the first answer wins and the
// others are cancelled.
// Expect ten handlers in any order, and the answer of the fastest, which is the one without a delay.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	doWork := func(done <-chan any, id int, wg *sync.WaitGroup, result chan<- int) {
		defer wg.Done()
		load := time.Duration(id) * 200 * time.Millisecond
		cancelled := false
		select {
		case <-done:
			cancelled = true
		case <-time.After(load):
		}
		select {
		case <-done:
			cancelled = true
		case result <- id:
		}
		fmt.Printf("handler %v cancelled: %v\n", id, cancelled)
	}

	done := make(chan any)
	result := make(chan int)
	var wg sync.WaitGroup
	wg.Add(10)
	for i := range 10 {
		go doWork(done, i, &wg, result)
	}
	first := <-result
	close(done)
	wg.Wait()
	fmt.Printf("Received an answer from #%v\n", first)
}
