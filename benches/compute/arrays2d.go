// Two-dimensional arrays: edit distance in a [64][64]int, a knapsack in a [2][1000]int.
package main

import "fmt"

func distance(a, b string) int {
	var table [64][64]int
	for i := 0; i <= len(a); i++ {
		table[i][0] = i
	}
	for j := 0; j <= len(b); j++ {
		table[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, table[i-1][j-1]+cost)
		}
	}
	return table[len(a)][len(b)]
}

func knapsack() int {
	var best [2][1000]int
	for item := 0; item < 200; item++ {
		weight, value := item%37+1, item*31%101
		from, to := item%2, 1-item%2
		for w := 0; w < 1000; w++ {
			best[to][w] = best[from][w]
			if w >= weight && best[from][w-weight]+value > best[to][w] {
				best[to][w] = best[from][w-weight] + value
			}
		}
	}
	return best[0][999]
}

func main() {
	sum := 0
	for i := 0; i < 400; i++ {
		sum += distance("the quick brown fox jumps over the lazy dog", "a lazy dog may jump over quick foxes")
	}
	for i := 0; i < 10; i++ {
		sum += knapsack()
	}
	fmt.Println("arrays2d", sum)
}
