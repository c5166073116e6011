// Healing: a steward watches a ward's heartbeat and starts it anew when it falls silent.
// Expect the ward to be started twice, since it never gives a sign of life.
package main

import (
	"fmt"
	"time"
)

type startGoroutine func(done <-chan any, pulse time.Duration) (heartbeat <-chan any)

func newSteward(timeout time.Duration, start startGoroutine, restarted chan<- int) startGoroutine {
	return func(done <-chan any, pulse time.Duration) <-chan any {
		heartbeat := make(chan any)
		go func() {
			defer close(heartbeat)
			starts := 0
			startWard := func() (chan any, <-chan any) {
				starts++
				restarted <- starts
				wardDone := make(chan any)
				return wardDone, start(wardDone, timeout/2)
			}
			wardDone, wardHeartbeat := startWard()
			for {
				deadline := time.After(timeout)
				select {
				case <-wardHeartbeat:
				case <-deadline:
					close(wardDone)
					wardDone, wardHeartbeat = startWard()
				case <-done:
					close(wardDone)
					return
				}
			}
		}()
		return heartbeat
	}
}

func main() {
	ward := func(done <-chan any, _ time.Duration) <-chan any {
		go func() { <-done }()
		return nil // it never gives a sign of life
	}

	done := make(chan any)
	restarted := make(chan int)
	heartbeat := newSteward(20*time.Millisecond, ward, restarted)(done, time.Second)
	for range 2 {
		fmt.Println("ward started:", <-restarted)
	}
	close(done)
	for range heartbeat {
	}
	fmt.Println("steward is done")
}
