// An empty select blocks for ever.
// Expect the fatal error of a deadlock in "select (no cases)", and exit status 2.
package main

func main() {
	select {}
}
