// Channels and their directions: what a bidirectional channel can be assigned to.
// Expect the types of three channels.
package main

import "fmt"

func main() {
	var receiveChan <-chan any
	var sendChan chan<- any
	dataStream := make(chan any)

	receiveChan = dataStream
	sendChan = dataStream
	fmt.Printf("%T\n%T\n%T\n", dataStream, receiveChan, sendChan)
}
