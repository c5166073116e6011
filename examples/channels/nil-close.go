// Closing a nil channel panics.
// Expect "panic: close of nil channel" and exit status 2.
package main

func main() {
	var dataStream chan any
	close(dataStream)
}
