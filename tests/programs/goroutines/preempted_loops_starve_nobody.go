package main

import (
	"fmt"
	"time"
)

func main() {
	for range 4 {
		go func() {
			for {
			}
		}()
	}
	time.Sleep(5 * time.Millisecond)
	fmt.Println("still here")
}

// Output:
// still here
