// A buffered channel takes values up to its capacity without a receiver; what is in it outlives close.
// Expect length and capacity, then the values.
package main

import "fmt"

func main() {
	dataStream := make(chan any, 4)
	for i := range 3 {
		dataStream <- i
	}
	fmt.Println("len", len(dataStream), "cap", cap(dataStream))
	close(dataStream)
	for value := range dataStream {
		fmt.Println(value)
	}
}
