// With a default case, select does not block.
// Expect "In default".
package main

import "fmt"

func main() {
	var c1, c2 <-chan int
	select {
	case <-c1:
	case <-c2:
	default:
		fmt.Println("In default")
	}
}
