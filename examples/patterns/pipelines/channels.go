// A pipeline whose stages are goroutines joined by channels; each stage can be told to stop.
// Expect 6, 10, 14, 18.
package main

import "fmt"

func main() {
	generator := func(done <-chan any, integers ...int) <-chan int {
		stream := make(chan int)
		go func() {
			defer close(stream)
			for _, i := range integers {
				select {
				case <-done:
					return
				case stream <- i:
				}
			}
		}()
		return stream
	}
	stage := func(done <-chan any, in <-chan int, f func(int) int) <-chan int {
		out := make(chan int)
		go func() {
			defer close(out)
			for i := range in {
				select {
				case <-done:
					return
				case out <- f(i):
				}
			}
		}()
		return out
	}

	done := make(chan any)
	defer close(done)
	double := func(i int) int { return i * 2 }
	increment := func(i int) int { return i + 1 }
	for v := range stage(done, stage(done, stage(done, generator(done, 1, 2, 3, 4), double), increment), double) {
		fmt.Println(v)
	}
}
