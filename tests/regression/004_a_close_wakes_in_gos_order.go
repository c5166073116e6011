// Goroutines that a close wakes run in Go's order: the one that has waited longest first, then the
// others from the last.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	runtime.GOMAXPROCS(1)
	var waiting, done sync.WaitGroup
	start := make(chan bool)
	for i := range 4 {
		waiting.Add(1)
		done.Go(func() {
			waiting.Done()
			<-start
			fmt.Println(i)
		})
		waiting.Wait()
		runtime.Gosched()
	}
	close(start)
	done.Wait()
}

// Output:
// 0
// 3
// 2
// 1
