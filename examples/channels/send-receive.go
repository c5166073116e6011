// A value goes from one goroutine to another through an unbuffered channel; both meet there.
// Expect "Hello world", and false for the receive from the closed channel.
package main

import "fmt"

func main() {
	stream := make(chan any)
	go func() {
		defer close(stream)
		stream <- "Hello world"
	}()
	fmt.Println(<-stream)
	value, ok := <-stream
	fmt.Println(value, ok)
}
