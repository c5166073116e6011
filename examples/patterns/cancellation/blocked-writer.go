// A generator that would block for ever on its channel is cancelled by a done channel.
// Expect three numbers and the end of the generator.
package main

import "fmt"

func main() {
	newCountStream := func(done <-chan any) (<-chan int, <-chan any) {
		stream, closed := make(chan int), make(chan any)
		go func() {
			defer close(closed)
			defer fmt.Println("count closure exited.")
			defer close(stream)
			for i := 1; ; i++ {
				select {
				case stream <- i:
				case <-done:
					return
				}
			}
		}()
		return stream, closed
	}

	done := make(chan any)
	stream, closed := newCountStream(done)
	fmt.Println("3 numbers:")
	for i := 1; i <= 3; i++ {
		fmt.Printf("%d: %d\n", i, <-stream)
	}
	close(done)
	<-closed
}
