// Once.Do runs its function once, whoever of a hundred goroutines comes first.
// Expect "Count is 1".
package main

import (
	"fmt"
	"sync"
)

func main() {
	var count int
	increment := func() { count++ }

	var once sync.Once
	var increments sync.WaitGroup
	increments.Add(100)
	for range 100 {
		go func() {
			defer increments.Done()
			once.Do(increment)
		}()
	}
	increments.Wait()
	fmt.Printf("Count is %d\n", count)
}
