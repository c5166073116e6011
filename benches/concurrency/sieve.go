// A chain of goroutines, each of which filters multiples out of what it hands on.
package main

import "fmt"

func filter(in <-chan int, prime int) <-chan int {
	out := make(chan int)
	go func() {
		for x := range in {
			if x%prime != 0 {
				out <- x
			}
		}
		close(out)
	}()
	return out
}

func main() {
	numbers := make(chan int)
	go func() {
		for i := 2; i < 6000; i++ {
			numbers <- i
		}
		close(numbers)
	}()
	var in <-chan int = numbers
	count, sum := 0, 0
	for count < 120 {
		prime := <-in
		count++
		sum += prime
		in = filter(in, prime)
	}
	for range in {
		count++
	}
	fmt.Println("sieve", count, sum)
}
