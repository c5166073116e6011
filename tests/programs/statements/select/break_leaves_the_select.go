package main

import "fmt"

func main() {
	c := make(chan int, 1)
	c <- 1
L:
	for i := 0; ; i++ {
		select {
		case v := <-c:
			if v == 1 {
				break
			}
			fmt.Println("not reached")
		default:
			fmt.Println("default", i)
			break L
		}
	}
}

// Output:
// default 1
