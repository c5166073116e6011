// A goroutine sends its errors along with its results to whoever has the whole picture and can decide.
// Expect the results of two divisions and the error of the third.
package main

import (
	"errors"
	"fmt"
)

type Result struct {
	Error    error
	Quotient int
}

var errZero = errors.New("division by zero")

func main() {
	divide := func(done <-chan any, dividend int, divisors ...int) <-chan Result {
		results := make(chan Result)
		go func() {
			defer close(results)
			for _, d := range divisors {
				var result Result
				if d == 0 {
					result.Error = fmt.Errorf("%d/%d: %w", dividend, d, errZero)
				} else {
					result.Quotient = dividend / d
				}
				select {
				case <-done:
					return
				case results <- result:
				}
			}
		}()
		return results
	}

	done := make(chan any)
	defer close(done)
	for result := range divide(done, 84, 2, 7, 0) {
		if result.Error != nil {
			fmt.Println("error:", result.Error, errors.Is(result.Error, errZero))
			continue
		}
		fmt.Println("quotient:", result.Quotient)
	}
}
