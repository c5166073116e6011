// Heartbeats at an interval: whoever listens knows that the goroutine lives while it waits for work.
// Expect some pulses, three results, and the end.
package main

import (
	"fmt"
	"time"
)

func main() {
	doWork := func(done <-chan any, pulseInterval time.Duration) (<-chan any, <-chan int) {
		heartbeat := make(chan any)
		results := make(chan int)
		go func() {
			defer close(heartbeat)
			defer close(results)
			pulse := time.Tick(pulseInterval)
			work := time.Tick(3 * pulseInterval)

			sendPulse := func() {
				select {
				case heartbeat <- struct{}{}:
				default: // nobody listens
				}
			}
			for i := 0; i < 3; {
				select {
				case <-done:
					return
				case <-pulse:
					sendPulse()
				case <-work:
					i++
					for sent := false; !sent; {
						select {
						case <-done:
							return
						case <-pulse:
							sendPulse()
						case results <- i:
							sent = true
						}
					}
				}
			}
		}()
		return heartbeat, results
	}

	done := make(chan any)
	timeout := time.AfterFunc(10*time.Second, func() { close(done) })
	defer timeout.Stop()

	pulses := 0
	heartbeat, results := doWork(done, 10*time.Millisecond)
	for {
		select {
		case _, ok := <-heartbeat:
			if ok {
				pulses++
			} else {
				heartbeat = nil
			}
		case r, ok := <-results:
			if !ok {
				fmt.Println("pulses came:", pulses > 0)
				return
			}
			fmt.Println("results:", r)
		}
	}
}
