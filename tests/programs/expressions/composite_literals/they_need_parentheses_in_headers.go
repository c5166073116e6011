package main

import "fmt"

type T struct{ n int }

func main() {
	if (T{1}) == (T{1}) {
		fmt.Println("equal")
	}
	for _, x := range (T{2}).list() {
		fmt.Println(x)
	}
	switch (T{3}) {
	case T{3}:
		fmt.Println("three")
	}
	if x := []int{1}; len(x) == len([]int{2}) {
		fmt.Println("brackets will do")
	}
}

func (t T) list() []int { return []int{t.n} }

// Output:
// equal
// 2
// three
// brackets will do
