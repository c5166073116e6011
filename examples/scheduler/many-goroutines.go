// Goroutines are light: a hundred thousand of them wait at once.
// Expect the sum of 0 to 99,999.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	const n = 100_000
	gate := make(chan struct{})
	var sum atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			<-gate
			sum.Add(int64(i))
		})
	}
	close(gate)
	wg.Wait()
	fmt.Println(sum.Load())
}
