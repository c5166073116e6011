// A counter guarded by a mutex: a hundred goroutines increment it, none is lost.
// Expect "counter: 100".
package main

import (
	"fmt"
	"sync"
)

type Counter struct {
	mu    sync.Mutex
	value int
}

func (c *Counter) Increment() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.value++
}

func main() {
	var c Counter
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(c.Increment)
	}
	wg.Wait()
	fmt.Println("counter:", c.value)
}
