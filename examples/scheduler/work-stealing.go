// Work stealing: goroutines started by one processor run on whichever is idle. The work is divided
// as fork and join: each call forks one half and joins it.
// Expect the 20th Fibonacci number.
package main

import "fmt"

func fib(n int) <-chan int {
	result := make(chan int, 1)
	go func() {
		defer close(result)
		if n <= 2 {
			result <- 1
			return
		}
		result <- <-fib(n-1) + <-fib(n-2)
	}()
	return result
}

func main() {
	fmt.Println("fib(20) =", <-fib(20))
}
