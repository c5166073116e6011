package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	first, second, torn := 0, 0, 0
	for range 8 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for range 50 {
				mu.Lock()
				first++
				second++
				mu.Unlock()
			}
		}()
		go func() {
			defer wg.Done()
			for range 50 {
				mu.RLock()
				if first != second {
					torn++
				}
				mu.RUnlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(first, second, torn, mu.TryLock(), mu.TryRLock())
}

// Output:
// 400 400 0 true false
