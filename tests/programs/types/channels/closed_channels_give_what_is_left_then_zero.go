package main

import "fmt"

func main() {
	c := make(chan string, 3)
	c <- "a"
	c <- "b"
	close(c)
	fmt.Println(len(c), cap(c))
	for i := 0; i < 3; i++ {
		v, ok := <-c
		fmt.Printf("%q %v\n", v, ok)
	}
	for range c {
	}
	var r <-chan string = c
	fmt.Println(<-r == "")
}

// Output:
// 2 3
// "a" true
// "b" true
// "" false
// true
