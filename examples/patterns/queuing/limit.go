// Queuing: a buffered channel limits how many of the tasks run at once; the others wait in line.
// Expect twenty processes in any order, never more than three at a time.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	const limit = 3
	slots := make(chan struct{}, limit)
	var running, most atomic.Int64
	var wg sync.WaitGroup

	fmt.Println("Started, Limit", cap(slots))
	for i := range 20 {
		slots <- struct{}{}
		wg.Go(func() {
			now := running.Add(1)
			for {
				before := most.Load()
				if now <= before || most.CompareAndSwap(before, now) {
					break
				}
			}
			time.Sleep(2 * time.Millisecond)
			running.Add(-1)
			fmt.Printf("Process %d\n", i)
			<-slots
		})
	}
	wg.Wait()
	fmt.Println("Finished, never more than the limit:", most.Load() <= limit)
}
