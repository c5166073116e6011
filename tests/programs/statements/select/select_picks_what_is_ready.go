package main

import "fmt"

func main() {
	a, b := make(chan int, 1), make(chan string, 1)
	b <- "b"
	for range 2 {
		select {
		case v := <-a:
			fmt.Println("a", v)
		case v := <-b:
			fmt.Println(v)
			a <- 1
		}
	}
	select {
	case <-a:
		fmt.Println("unexpected")
	default:
		fmt.Println("default")
	}
}

// Output:
// b
// a 1
// default
