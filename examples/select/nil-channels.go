// A select over nil channels only: none of its cases can ever proceed.
// Expect the fatal error of a deadlock in "select", and exit status 2.
package main

func main() {
	var c1, c2 <-chan any
	var c3 chan<- any
	select {
	case <-c1:
	case <-c2:
	case c3 <- struct{}{}:
	}
}
