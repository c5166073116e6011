package main

import "fmt"

func stage(in <-chan int, out chan<- int) {
	defer close(out)
	for v := range in {
		out <- v + 1
	}
}

func main() {
	first := make(chan int)
	last := first
	for i := range 20 {
		next := make(chan int, i%3)
		go stage(last, next)
		last = next
	}
	go func() {
		defer close(first)
		for i := range 30 {
			first <- i
		}
	}()
	count, sum := 0, 0
	for v := range last {
		count++
		sum += v
	}
	v, ok := <-last
	fmt.Println(count, sum, v, ok)
}

// Output:
// 30 1035 0 false
