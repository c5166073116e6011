package main

import "fmt"

const (
	a = "ab" + "cd" + ("ef" + ("gh" + "ij"))
	b = a + a + "x"
)

func main() {
	fmt.Println(a, len(b), b, b < a, a+"" == a)
	switch s := "abcdefghij"; s {
	case a:
		fmt.Println("a")
	case b:
		fmt.Println("b")
	}
}

// Output:
// abcdefghij 21 abcdefghijabcdefghijx false true
// a
