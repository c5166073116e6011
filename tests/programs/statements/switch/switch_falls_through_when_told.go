package main

import "fmt"

func kind(n int) (s string) {
	switch {
	case n < 0:
		s += "negative "
		fallthrough
	case n == 0:
		s += "or zero"
	default:
		s = "positive"
	}
	return
}

func main() { fmt.Println(kind(-1), "|", kind(0), "|", kind(1)) }

// Output:
// negative or zero | or zero | positive
