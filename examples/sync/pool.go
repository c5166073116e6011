// A pool keeps instances that are expensive to make, for whoever needs one next.
// Expect two instances to be created at first, and many fewer calculators than the 10,000 workers.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	myPool := &sync.Pool{
		New: func() any {
			fmt.Println("Creating new instance.")
			return struct{}{}
		},
	}
	myPool.Get()
	instance := myPool.Get()
	myPool.Put(instance)
	fmt.Println("instance", instance)

	var created atomic.Int64
	calculators := &sync.Pool{
		New: func() any {
			created.Add(1)
			mem := make([]byte, 1024)
			return &mem
		},
	}
	for range 4 {
		calculators.Put(calculators.New())
	}

	const workers = 10_000
	var wg sync.WaitGroup
	wg.Add(workers)
	for range workers {
		go func() {
			defer wg.Done()
			mem := calculators.Get().(*[]byte)
			defer calculators.Put(mem)
			(*mem)[0]++
		}()
	}
	wg.Wait()
	fmt.Println("few calculators:", created.Load() < workers)
}
