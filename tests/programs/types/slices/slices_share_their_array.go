package main

import "fmt"

func main() {
	a := []int{0, 1, 2, 3, 4}
	b := a[1:3]
	b = append(b, 9)
	c := a[1:2:2]
	c = append(c, 8)
	fmt.Println(a, b, c, len(b), cap(b))
}

// Output:
// [0 1 2 9 4] [1 2 9] [1 8] 3 4
