// Recursion: eight queens with slices of flags, Ackermann, a string permutation.
package main

import "fmt"

func place(n, row int, columns, up, down []bool) int {
	if row == n {
		return 1
	}
	count := 0
	for c := 0; c < n; c++ {
		if columns[c] || up[row+c] || down[row-c+n] {
			continue
		}
		columns[c], up[row+c], down[row-c+n] = true, true, true
		count += place(n, row+1, columns, up, down)
		columns[c], up[row+c], down[row-c+n] = false, false, false
	}
	return count
}

func ackermann(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func main() {
	sum := 0
	for i := 0; i < 8; i++ {
		sum += place(8, 0, make([]bool, 8), make([]bool, 16), make([]bool, 17))
	}
	fmt.Println("queens", sum, ackermann(2, 300))
}
