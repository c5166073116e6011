package main

import "fmt"

func main() {
	m := map[int]int{1: 1, 2: 2, 3: 3, 4: 4}
	n := 0
	for k := range m {
		for j := range m {
			if j != k {
				delete(m, j)
			}
		}
		n++
	}
	fmt.Println(n, len(m))
	for k := range m {
		m[k] = 7
		m[k+100] = 1
		if len(m) > 50 {
			break
		}
	}
	fmt.Println(len(m) >= 2)
}

// Output:
// 1 1
// true
