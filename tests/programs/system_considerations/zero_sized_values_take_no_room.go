package main

import "fmt"

type E struct{}

func main() {
	m := map[string]E{"a": {}}
	c := make(chan E, 100)
	c <- E{}
	var a [1 << 40]E
	s := make([]E, 1<<40)
	fmt.Println(len(m), len(c), len(a), len(s), E{} == E{}, any(E{}) == any(E{}))
}

// Output:
// 1 1 1099511627776 1099511627776 true true
