// The tee channel: each value of one channel goes to two.
// Expect 1, 2, 1, 2 from both.
package main

import "fmt"

func orDone(done, c <-chan any) <-chan any {
	valStream := make(chan any)
	go func() {
		defer close(valStream)
		for {
			select {
			case <-done:
				return
			case v, ok := <-c:
				if !ok {
					return
				}
				select {
				case valStream <- v:
				case <-done:
				}
			}
		}
	}()
	return valStream
}

func tee(done, in <-chan any) (_, _ <-chan any) {
	out1, out2 := make(chan any), make(chan any)
	go func() {
		defer close(out1)
		defer close(out2)
		for val := range orDone(done, in) {
			var out1, out2 = out1, out2
			for range 2 {
				select {
				case <-done:
				case out1 <- val:
					out1 = nil
				case out2 <- val:
					out2 = nil
				}
			}
		}
	}()
	return out1, out2
}

func main() {
	done := make(chan any)
	defer close(done)
	in := make(chan any)
	go func() {
		defer close(in)
		for _, v := range []int{1, 2, 1, 2} {
			in <- v
		}
	}()

	out1, out2 := tee(done, in)
	for val1 := range out1 {
		fmt.Printf("out1: %v, out2: %v\n", val1, <-out2)
	}
}
