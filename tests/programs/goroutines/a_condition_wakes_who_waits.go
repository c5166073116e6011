package main

import (
	"fmt"
	"sync"
)

// A queue of at most two, filled by some and emptied by others.
func main() {
	var mu sync.Mutex
	notEmpty, notFull := sync.NewCond(&mu), sync.NewCond(&mu)
	var queue []int
	var wg sync.WaitGroup
	sum := 0
	for g := range 4 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			for i := range 25 {
				mu.Lock()
				for len(queue) == 2 {
					notFull.Wait()
				}
				queue = append(queue, g*25+i)
				mu.Unlock()
				notEmpty.Signal()
			}
		}()
		go func() {
			defer wg.Done()
			for range 25 {
				mu.Lock()
				for len(queue) == 0 {
					notEmpty.Wait()
				}
				sum += queue[0]
				queue = queue[1:]
				mu.Unlock()
				notFull.Broadcast()
			}
		}()
	}
	wg.Wait()
	fmt.Println(sum, len(queue))
}

// Output:
// 4950 0
