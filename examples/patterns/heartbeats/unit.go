// Heartbeats at the beginning of each unit of work: a test can wait for the first one and need not
// guess how long the goroutine takes to start.
// Expect a pulse before each of the five results.
package main

import "fmt"

func main() {
	doWork := func(done <-chan any, nums ...int) (<-chan any, <-chan int) {
		heartbeat := make(chan any, 1)
		results := make(chan int)
		go func() {
			defer close(heartbeat)
			defer close(results)
			for _, n := range nums {
				select {
				case heartbeat <- struct{}{}:
				default: // the last pulse has not been taken yet
				}
				select {
				case <-done:
					return
				case results <- n:
				}
			}
		}()
		return heartbeat, results
	}

	done := make(chan any)
	defer close(done)
	heartbeat, results := doWork(done, 0, 1, 2, 3, 5)
	<-heartbeat
	fmt.Println("pulse: the goroutine has begun")
	for r := range results {
		fmt.Println("result:", r)
	}
}
