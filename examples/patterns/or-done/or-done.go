// orDone lets a loop range over a channel that it does not own and still stop when told to.
// Expect 1 and 2 from a channel that is closed, then the end of a loop over one that never is.
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

func main() {
	done := make(chan any)
	myChan := make(chan any, 2)
	myChan <- 1
	myChan <- 2
	close(myChan)
	for val := range orDone(done, myChan) {
		fmt.Println(val)
	}

	silent := make(chan any)
	close(done)
	for val := range orDone(done, silent) {
		fmt.Println("unexpected:", val)
	}
	fmt.Println("stopped")
}
