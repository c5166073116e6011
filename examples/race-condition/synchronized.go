// The same program without the race: a mutex orders the accesses, a WaitGroup the end.
// Expect "the value is 1".
package main

import (
	"fmt"
	"sync"
)

func main() {
	var (
		mu   sync.Mutex
		wg   sync.WaitGroup
		data int
	)
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		data++
	})
	wg.Wait()

	mu.Lock()
	defer mu.Unlock()
	fmt.Printf("the value is %d\n", data)
}
