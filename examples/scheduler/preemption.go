// Goroutines are preempted: one that loops for ever starves nobody, even on a single processor.
// Expect "main goes on".
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1)
	go func() {
		for {
		}
	}()
	time.Sleep(10 * time.Millisecond)
	fmt.Println("main goes on")
}
