package main

import "fmt"

func main() {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range 3 {
			c <- i
		}
	}()
	for v := range c {
		fmt.Print(v)
	}
	_, ok := <-c
	fmt.Println(ok)
}

// Output:
// 012false
