package main

import (
	"fmt"
	"time"
)

func main() {
	c := make(chan int)
	time.AfterFunc(10*time.Millisecond, func() { c <- 7 })
	fmt.Println(<-c)
}

// Output:
// 7
