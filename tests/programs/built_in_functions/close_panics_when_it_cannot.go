package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	c := make(chan int)
	close(c)
	try(func() { close(c) })
	try(func() { c <- 1 })
	try(func() { close((chan int)(nil)) })
	try(func() {
		select {
		case c <- 1:
		default:
		}
	})
}

// Output:
// close of closed channel
// send on closed channel
// close of nil channel
// send on closed channel
