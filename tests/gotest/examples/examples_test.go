package examples

import "fmt"

func Example() {
	fmt.Println("hello")
	// Output: hello
}

func Example_lines() {
	fmt.Println("one")
	fmt.Println("  two")
	// Output:
	// one
	//   two
}

func Example_unordered() {
	for _, name := range []string{"b", "a"} {
		fmt.Println(name)
	}
	// Unordered output:
	// a
	// b
}

func Example_wrong() {
	fmt.Println("got this")
	// Output: want that
}

func Example_wrongUnordered() {
	fmt.Println("x")
	fmt.Println("y")
	// unordered output:
	// y
	// z
}

func Example_silent() {
	// Output:
}

func Example_notRun() {
	panic("never")
}
