// OnceValue computes a value on first use and keeps it.
// Expect "computing" once, then the value three times.
package main

import (
	"fmt"
	"sync"
)

func main() {
	answer := sync.OnceValue(func() int {
		fmt.Println("computing")
		return 6 * 7
	})
	for range 3 {
		fmt.Println(answer())
	}
}
