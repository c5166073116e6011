package main

import "fmt"

func call() int {
	fmt.Println("called")
	return 1
}

func main() {
	var s []int
	fmt.Println(s[3] + call())
}

// Output:
// called

// panic: runtime error: index out of range [3] with length 0
