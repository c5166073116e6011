package main

import "fmt"

func main() {
	var c chan int
	select {
	case v := <-c:
		fmt.Println(v)
	case c <- 1:
	default:
		fmt.Println("neither")
	}
	fmt.Println(len(c), cap(c))
	<-c
}

// Output:
// neither
// 0 0

// exit status 2
// stderr: fatal error: all goroutines are asleep - deadlock!
