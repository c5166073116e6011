package main

import "fmt"

func f(n int) int { fmt.Print("f", n, " "); return n }

func main() {
	switch f(2) {
	case f(1), f(2), f(3):
		fmt.Println("first")
	case f(4):
	}
	switch x := f(5); {
	default:
		fmt.Println("default", x)
	case x == 4:
	case x > 5:
	}
	switch {
	}
	switch f(6); {
	}
	switch x := any(1); x {
	case "a", 1.0, nil:
		fmt.Println("no")
	case 1:
		fmt.Println("int 1")
	}
	switch y := 5; y := any(y).(type) {
	case int, string:
		fmt.Printf("%T\n", y)
	}
}

// Output:
// f2 f1 f2 first
// f5 default 5
// f6 int 1
// int
