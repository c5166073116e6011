// A queue of bounded length: Cond.Signal wakes one waiting producer for each item removed.
// Expect ten removals, and the queue never longer than two.
package main

import (
	"fmt"
	"sync"
)

func main() {
	c := sync.NewCond(&sync.Mutex{})
	queue := make([]int, 0, 10)
	longest, removed := 0, 0

	var removals sync.WaitGroup
	remove := func() {
		defer removals.Done()
		c.L.Lock()
		queue = queue[1:]
		removed++
		c.L.Unlock()
		c.Signal()
	}

	for i := range 10 {
		c.L.Lock()
		for len(queue) == 2 {
			c.Wait()
		}
		queue = append(queue, i)
		longest = max(longest, len(queue))
		removals.Add(1)
		go remove()
		c.L.Unlock()
	}
	removals.Wait()
	fmt.Println("removed:", removed, "left:", len(queue), "never too long:", longest <= 2)
}
