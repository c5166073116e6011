package main

import "fmt"

func main() {
	c := make(chan int)
	x := 1
	go func() {
		x = 2
		c <- 40
	}()
	fmt.Println(x + <-c)
}

// Output:
// 42
