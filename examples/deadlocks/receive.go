// A receive from a channel that nobody sends on.
// Expect the fatal error of a deadlock in "chan receive", and exit status 2.
package main

func main() {
	message := make(chan string)
	<-message
}
