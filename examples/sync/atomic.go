// Atomic operations: a counter without a lock.
// Expect 8000.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var total atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				total.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println(total.Load())
}
