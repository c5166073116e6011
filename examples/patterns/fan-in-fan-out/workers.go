// Fan-out: several workers take from one channel. Fan-in: their results go to one channel.
// Expect the doubled numbers, in any order.
package main

import "fmt"

type data int

// worker doubles what it gets until there is no more.
func worker(wch <-chan data, res chan<- data) {
	for {
		w, ok := <-wch
		if !ok {
			return
		}
		w *= 2
		res <- w
	}
}

func main() {
	work := []data{1, 2, 3, 4, 5}
	const numWorkers = 3

	wch := make(chan data, len(work))
	res := make(chan data, len(work))
	for range numWorkers {
		go worker(wch, res)
	}
	for _, w := range work {
		wch <- w
	}
	close(wch)
	for range work {
		fmt.Println("received:", <-res)
	}
}
