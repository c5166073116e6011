// Rate limiting with a ticker: requests pass one tick at a time.
// Expect five requests, spread over at least four ticks.
package main

import (
	"fmt"
	"time"
)

func main() {
	const interval = 10 * time.Millisecond
	start := time.Now()
	limiter := time.NewTicker(interval)
	defer limiter.Stop()

	for request := range 5 {
		<-limiter.C
		fmt.Println("request", request)
	}
	fmt.Println("limited:", time.Since(start) >= 4*interval)
}
