// A send on a channel that nobody receives from.
// Expect the fatal error of a deadlock in "chan send", and exit status 2.
package main

func main() {
	message := make(chan string)
	message <- "message"
}
