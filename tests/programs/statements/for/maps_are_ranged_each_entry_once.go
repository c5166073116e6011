package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := range 1000 {
		m[i] = i
	}
	seen, sum := 0, 0
	for k, v := range m {
		seen++
		sum += v
		if k%2 == 0 {
			delete(m, k+1)
		}
		m[2000+k] = 1
		if len(m) > 5000 {
			break
		}
	}
	fmt.Println(seen >= 500, sum >= 0)
}

// Output:
// true true
