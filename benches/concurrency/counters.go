// Counters behind a mutex, behind a read-write mutex, and atomic, by one goroutine and by several.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type counter struct {
	mu sync.Mutex
	n  map[int]int
}

func (c *counter) add(key, by int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[key] += by
}

func main() {
	c := &counter{n: map[int]int{}}
	var rw sync.RWMutex
	var hits atomic.Int64
	reads := 0
	for i := 0; i < 300000; i++ {
		c.add(i&7, 1)
		rw.RLock()
		reads += i & 1
		rw.RUnlock()
		hits.Add(1)
	}
	var wg sync.WaitGroup
	for g := 0; g < 8; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 20000; i++ {
				c.add(g, i&1)
				hits.Add(2)
			}
		}()
	}
	wg.Wait()
	sum := 0
	for _, n := range c.n {
		sum += n
	}
	fmt.Println("counters", sum, reads, hits.Load())
}
