// A tree of goroutines: each starts two and waits for them.
package main

import (
	"fmt"
	"sync"
)

func grow(depth int, leaves chan<- int) {
	if depth == 0 {
		leaves <- 1
		return
	}
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			grow(depth-1, leaves)
		}()
	}
	wg.Wait()
}

func main() {
	leaves := make(chan int, 1<<16)
	grow(16, leaves)
	fmt.Println("tree", len(leaves))
}
