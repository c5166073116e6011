// The or-channel: any number of done channels combined into one that closes as soon as one of them does.
// Expect it to be done after the shortest of the delays.
package main

import (
	"fmt"
	"time"
)

func or(channels ...<-chan any) <-chan any {
	switch len(channels) {
	case 0:
		return nil
	case 1:
		return channels[0]
	}

	orDone := make(chan any)
	go func() {
		defer close(orDone)
		switch len(channels) {
		case 2:
			select {
			case <-channels[0]:
			case <-channels[1]:
			}
		default:
			select {
			case <-channels[0]:
			case <-channels[1]:
			case <-channels[2]:
			case <-or(append(channels[3:], orDone)...):
			}
		}
	}()
	return orDone
}

func main() {
	sig := func(after time.Duration) <-chan any {
		c := make(chan any)
		go func() {
			defer close(c)
			time.Sleep(after)
		}()
		return c
	}

	start := time.Now()
	<-or(
		sig(2*time.Hour),
		sig(5*time.Minute),
		sig(50*time.Millisecond),
		sig(1*time.Hour),
		sig(1*time.Minute),
	)
	took := time.Since(start)
	fmt.Println("done with the shortest:", 50*time.Millisecond <= took && took < time.Minute)
}
