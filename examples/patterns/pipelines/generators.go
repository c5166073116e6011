// Handy generators for pipelines: repeat a function's values for ever, take some, convert their type.
// Expect ten ones, and a line of words.
package main

import "fmt"

func repeat[T any](done <-chan struct{}, values ...T) <-chan T {
	stream := make(chan T)
	go func() {
		defer close(stream)
		for {
			for _, v := range values {
				select {
				case <-done:
					return
				case stream <- v:
				}
			}
		}
	}()
	return stream
}

func take[T any](done <-chan struct{}, in <-chan T, num int) <-chan T {
	stream := make(chan T)
	go func() {
		defer close(stream)
		for range num {
			select {
			case <-done:
				return
			case stream <- <-in:
			}
		}
	}()
	return stream
}

func main() {
	done := make(chan struct{})
	defer close(done)

	for num := range take(done, repeat(done, 1), 10) {
		fmt.Printf("%v ", num)
	}
	fmt.Println()
	for word := range take(done, repeat(done, "I", "am."), 5) {
		fmt.Print(word, " ")
	}
	fmt.Println()
}
