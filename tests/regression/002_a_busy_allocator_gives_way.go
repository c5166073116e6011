package main

import (
	"fmt"
	"runtime"
)

// Collections that come more often than time slices end must not keep others waiting.
func main() {
	stop := make(chan bool)
	for range 4 {
		go func() {
			for {
				select {
				case <-stop:
					return
				default:
					_ = make([]byte, 1000)
				}
			}
		}()
	}
	for range 5 {
		runtime.GC()
	}
	close(stop)
	fmt.Println("done")
}

// Output:
// done
