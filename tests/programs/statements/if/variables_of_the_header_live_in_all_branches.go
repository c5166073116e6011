package main

import "fmt"

func main() {
	x := 1
	if x := x + 1; x > 5 {
		fmt.Println("big")
	} else if y := x * 2; y > 10 {
		fmt.Println("never")
	} else {
		x, y := y, x
		fmt.Println(x, y)
	}
	fmt.Println(x)
}

// Output:
// 4 2
// 1
