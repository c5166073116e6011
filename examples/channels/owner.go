// The owner of a channel makes it, writes it and closes it; everybody else gets to receive only.
// Expect "Received: 0" to "Received: 5" and "Done receiving!".
package main

import "fmt"

func main() {
	chanOwner := func() <-chan int {
		resultStream := make(chan int, 5)
		go func() {
			defer close(resultStream)
			for i := 0; i <= 5; i++ {
				resultStream <- i
			}
		}()
		return resultStream
	}

	for result := range chanOwner() {
		fmt.Printf("Received: %d\n", result)
	}
	fmt.Println("Done receiving!")
}
