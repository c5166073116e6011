// Ranging over a channel ends when it is closed.
// Expect 1 2 3 4 5.
package main

import "fmt"

func main() {
	intStream := make(chan int)
	go func() {
		defer close(intStream)
		for i := 1; i <= 5; i++ {
			intStream <- i
		}
	}()
	for integer := range intStream {
		fmt.Printf("%v ", integer)
	}
	fmt.Println()
}
