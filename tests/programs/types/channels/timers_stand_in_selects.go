package main

import (
	"fmt"
	"time"
)

func main() {
	values := make(chan int)
	go func() {
		for i := range 20 {
			values <- i
		}
		close(values)
	}()
	sum, late := 0, 0
	for open := true; open; {
		select {
		case v, ok := <-values:
			sum, open = sum+v, ok
		case <-time.After(time.Minute):
			late++
		}
	}
	timer := time.NewTimer(time.Millisecond)
	time.Sleep(5 * time.Millisecond)
	select {
	case <-timer.C:
		fmt.Println("fired")
	default:
		fmt.Println("not seen")
	}
	timer.Reset(time.Hour)
	select {
	case <-timer.C:
		fmt.Println("stale")
	case <-time.After(time.Millisecond):
		fmt.Println(sum, late, timer.Stop())
	}
}

// Output:
// fired
// 190 0 true
