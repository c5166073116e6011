package main

import "fmt"

func main() {
	x := 0
	for x := 1; x < 2; x++ {
		x := x + 1
		switch x := x + 1; {
		case x == 3:
			x := x + 1
			fmt.Print(x, " ")
			fallthrough
		default:
			x := "own"
			fmt.Print(x, " ")
		}
	}
	select {
	default:
		x := true
		fmt.Print(x, " ")
	}
	if x := 1; false {
	} else if y := x; true {
		x, y := y, x
		fmt.Print(x, y, " ")
	}
	fmt.Println(x)
}

// Output:
// 4 own true 1 1 0
