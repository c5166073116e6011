// Select over several channels, with a quit channel, and polling with default.
package main

import "fmt"

func source(from, step int, quit <-chan bool) <-chan int {
	out := make(chan int)
	go func() {
		for x := from; ; x += step {
			select {
			case out <- x:
			case <-quit:
				return
			}
		}
	}()
	return out
}

func main() {
	quit := make(chan bool)
	a, b, c := source(0, 1, quit), source(0, 1, quit), source(0, 1, quit)
	var counts [3]int
	for i := 0; i < 150000; i++ {
		select {
		case <-a:
			counts[0]++
		case <-b:
			counts[1]++
		case <-c:
			counts[2]++
		}
	}
	close(quit)
	idle := 0
	never := make(chan int)
	for i := 0; i < 300000; i++ {
		select {
		case <-never:
		default:
			idle++
		}
	}
	fmt.Println("fanin", counts[0]+counts[1]+counts[2], idle)
}
