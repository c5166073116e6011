// A select gives up waiting with time.After.
// Expect "Timed out.".
package main

import (
	"fmt"
	"time"
)

func main() {
	var c <-chan int
	select {
	case <-c:
	case <-time.After(50 * time.Millisecond):
		fmt.Println("Timed out.")
	}
}
