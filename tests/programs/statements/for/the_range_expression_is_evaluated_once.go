package main

import "fmt"

func f() []int {
	fmt.Println("f")
	return []int{1, 2}
}

func main() {
	for range f() {
	}
	for range len([3]int{}) {
	}
	a := [3]int{1, 2, 3}
	for i, v := range a {
		a[2] = 10
		fmt.Print(i, v, " ")
	}
	a[2] = 3
	for i, v := range &a {
		a[2] = 10
		fmt.Print(i, v, " ")
	}
	s := []int{1, 2, 3}
	for i, v := range s {
		s = append(s, i)
		s[2] = 30
		fmt.Print(v, " ")
	}
	fmt.Println(len(s))
	var p *[4]int
	for i := range p {
		fmt.Print(i)
	}
	fmt.Println()
}

// Output:
// f
// 0 1 1 2 2 3 0 1 1 2 2 10 1 2 3 6
// 0123
