package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
		i := i
		_ = i
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	var ps []*int
	for i, n := 0, 5; i < n; i++ {
		ps = append(ps, &i, &n)
		n--
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
}

// Output:
// 10 20 11 21 12 22 0 4 1 3 2 2
