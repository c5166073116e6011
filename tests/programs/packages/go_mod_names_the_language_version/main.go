package main

import "fmt"

func main() {
	var old []func() int
	for i := 0; i < 3; i++ {
		old = append(old, func() int { return i })
	}
	for key, value := range []int{10, 20} {
		old = append(old, func() int { return key + value })
	}
	for _, f := range old {
		fmt.Print(f(), " ")
	}
	for _, f := range fresh() {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	var pointers []*int
	for i := range [3]int{} {
		pointers = append(pointers, &i)
	}
	fmt.Println(*pointers[0], pointers[0] == pointers[2])
	for i := 0; i < 2; i++ {
		defer func() { fmt.Print(i, " ") }()
	}
	for c := range "ab" {
		defer func() { fmt.Print(c, " ") }()
	}
	for k, v := range map[string]int{"x": 7} {
		defer func() { fmt.Print(k, v, " ") }()
	}
}

// Output:
// 3 3 3 21 21 0 1 2
// 2 true
// x7 1 1 2 2
