package main

import "fmt"

func ch(name string, c chan int) chan int { fmt.Print(name, " "); return c }
func val(n int) int                       { fmt.Print(n, " "); return n }

func main() {
	a, b := make(chan int, 1), make(chan int)
	var xs [2]int
	select {
	case ch("b", b) <- val(1):
	case xs[val(0)] = <-ch("b2", b):
	case ch("a", a) <- val(2):
		fmt.Println("sent", <-a)
	}
	close(b)
	select {
	case v, ok := <-b:
		fmt.Println(v, ok)
	}
	select {
	case xs[val(1)] = <-b:
		fmt.Println(xs)
	}
}

// Output:
// b 1 b2 a 2 sent 2
// 0 false
// 1 [0 0]
