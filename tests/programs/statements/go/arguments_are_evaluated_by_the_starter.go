package main

import "fmt"

type T struct{ n int }

func (t T) add(c chan int, m int) { c <- t.n + m }

func main() {
	c := make(chan int)
	t := T{1}
	x := 10
	go t.add(c, x)
	t.n, x = 100, 1000
	fmt.Println(<-c)
	var f func()
	go f()
	select {}
}

// Output:
// 11

// exit status 2
// stderr: fatal error: go of nil func value
