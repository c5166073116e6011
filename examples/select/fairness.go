// When several cases are ready, select picks one uniformly at random.
// Expect both counts to be near 500 of 1001.
package main

import "fmt"

func main() {
	c1 := make(chan any)
	close(c1)
	c2 := make(chan any)
	close(c2)

	var c1Count, c2Count int
	for i := 1000; i >= 0; i-- {
		select {
		case <-c1:
			c1Count++
		case <-c2:
			c2Count++
		}
	}
	fmt.Println("total:", c1Count+c2Count)
	fmt.Println("fair:", 400 <= c1Count && c1Count <= 601)
}
