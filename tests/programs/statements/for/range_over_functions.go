package main

import "fmt"

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func find(n int) int {
	for i := range count(100) {
		if i*i >= n {
			return i
		}
	}
	return -1
}

func main() { fmt.Println(find(50), find(1e6)) }

// Output:
// 8 -1
