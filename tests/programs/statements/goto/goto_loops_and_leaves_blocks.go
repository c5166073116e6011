package main

import "fmt"

func main() {
	i := 0
	var fs []func() int
loop:
	if i < 3 {
		n := i
		fs = append(fs, func() int { n++; return n })
		i++
		goto loop
	}
	for {
		switch {
		default:
			goto out
		}
	}
out:
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println(i)
}

// Output:
// 1 2 2 3 3 4 3
