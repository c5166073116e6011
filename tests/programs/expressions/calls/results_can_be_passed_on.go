package main

import "fmt"

func two() (int, string)              { return 1, "a" }
func take(n int, s string) string     { return fmt.Sprint(n, s) }
func takeAny(xs ...any) int           { return len(xs) }
func three(a int, rest ...string) int { return a + len(rest) }

type T struct{}

func (T) m(n int, s string) string { return s }

func main() {
	fmt.Println(take(two()), takeAny(two()), three(two()), T{}.m(two()))
	fmt.Println(two())
	func(n int, x any) { fmt.Println(n, x) }(two())
	s := append([]any{}, takeAny())
	fmt.Println(s...)
}

// Output:
// 1a 2 2 a
// 1 a
// 1 a
// 0
