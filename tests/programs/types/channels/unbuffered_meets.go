package main

import "fmt"

func main() {
	c := make(chan int)
	done := make(chan bool)
	go func() {
		for v := range c {
			fmt.Println(v)
		}
		close(done)
	}()
	for i := range 3 {
		c <- i
	}
	close(c)
	<-done
	v, ok := <-c
	fmt.Println(v, ok)
}

// Output:
// 0
// 1
// 2
// 0 false
