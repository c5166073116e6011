// Two goroutines pass a number to and fro over unbuffered channels.
package main

import "fmt"

func main() {
	there, back := make(chan int), make(chan int)
	go func() {
		for x := range there {
			back <- x + 1
		}
		close(back)
	}()
	x := 0
	for i := 0; i < 300000; i++ {
		there <- x
		x = <-back
	}
	close(there)
	fmt.Println("pingpong", x)
}
