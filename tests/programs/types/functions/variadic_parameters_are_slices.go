package main

import "fmt"

func f(tag string, xs ...int) (int, bool) {
	if len(xs) > 0 {
		xs[0] = 100
	}
	return len(xs), xs == nil
}
func g() (string, int, int) { return "g", 1, 2 }

func main() {
	fmt.Println(f("a"))
	fmt.Println(f("a", 1, 2))
	s := []int{7, 8}
	fmt.Println(f("a", s...))
	fmt.Println(s)
	fmt.Println(f("b", nil...))
	fmt.Println(f(g()))
}

// Output:
// 0 true
// 2 false
// 2 false
// [100 8]
// 0 true
// 2 false
