package main

import "fmt"

func main() {
	var m map[string]int
	v, ok := m["x"]
	delete(m, "x")
	for range m {
		fmt.Println("never")
	}
	fmt.Println(v, ok, len(m), m == nil, m)
	clear(m)
	m["x"] = 1
}

// Output:
// 0 false 0 true map[]

// panic: assignment to entry in nil map
