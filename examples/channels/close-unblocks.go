// Closing a channel wakes all that wait on it: a starting signal.
// Expect five runners, in any order, after the signal.
package main

import (
	"fmt"
	"sync"
)

func main() {
	begin := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			<-begin
			fmt.Printf("%v has begun\n", i)
		})
	}
	fmt.Println("Unblocking goroutines...")
	close(begin)
	wg.Wait()
}
