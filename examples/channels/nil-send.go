// A send on a nil channel blocks for ever.
// Expect the fatal error of a deadlock in "chan send (nil chan)", and exit status 2.
package main

func main() {
	var dataStream chan any
	dataStream <- struct{}{}
}
