// A greedy worker holds a lock for its whole work, a polite one only when it must: in the same time
// the greedy one gets more done.
// Expect the greedy worker to be ahead.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var sharedLock sync.Mutex
	const runtime = 200 * time.Millisecond
	var greedy, polite int

	greedyWorker := func() {
		for begin := time.Now(); time.Since(begin) <= runtime; {
			sharedLock.Lock()
			time.Sleep(3 * time.Microsecond)
			sharedLock.Unlock()
			greedy++
		}
	}
	politeWorker := func() {
		for begin := time.Now(); time.Since(begin) <= runtime; {
			for range 3 {
				sharedLock.Lock()
				time.Sleep(time.Microsecond)
				sharedLock.Unlock()
			}
			polite++
		}
	}
	wg.Go(greedyWorker)
	wg.Go(politeWorker)
	wg.Wait()
	fmt.Println("the greedy worker did more:", greedy > polite)
	fmt.Println("the polite worker did something:", polite > 0)
}
