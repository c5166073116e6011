// A pipeline of stages that take and return whole slices.
// Expect 3, 5, 7, 9.
package main

import "fmt"

func main() {
	multiply := func(values []int, multiplier int) []int {
		multiplied := make([]int, len(values))
		for i, v := range values {
			multiplied[i] = v * multiplier
		}
		return multiplied
	}
	add := func(values []int, additive int) []int {
		added := make([]int, len(values))
		for i, v := range values {
			added[i] = v + additive
		}
		return added
	}

	for _, v := range add(multiply([]int{1, 2, 3, 4}, 2), 1) {
		fmt.Println(v)
	}
}
