// Lexical confinement: the channel's writing side exists only inside its owner, so that nobody else
// can write to it.
// Expect "Received: 0" to "Received: 5" and "Done receiving!".
package main

import "fmt"

func main() {
	chanOwner := func() <-chan int {
		results := make(chan int, 5)
		go func() {
			defer close(results)
			for i := 0; i <= 5; i++ {
				results <- i
			}
		}()
		return results
	}
	consumer := func(results <-chan int) {
		for result := range results {
			fmt.Printf("Received: %d\n", result)
		}
		fmt.Println("Done receiving!")
	}
	consumer(chanOwner())
}
