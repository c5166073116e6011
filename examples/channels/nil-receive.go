// A receive from a nil channel blocks for ever.
// Expect the fatal error of a deadlock in "chan receive (nil chan)", and exit status 2.
package main

func main() {
	var dataStream chan any
	<-dataStream
}
