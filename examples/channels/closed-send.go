// Sending on a closed channel panics; so does closing it again. Both can be recovered from.
// Expect the two messages.
package main

import "fmt"

func try(action func()) {
	defer func() { fmt.Println("recovered:", recover()) }()
	action()
}

func main() {
	stream := make(chan int, 1)
	close(stream)
	try(func() { stream <- 1 })
	try(func() { close(stream) })
}
