// Maps with string keys: words of a text cut out and counted.
package main

import "fmt"

func main() {
	text := "it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness "
	for len(text) < 200000 {
		text += text
	}
	counts := map[string]int{}
	start := -1
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			if start >= 0 {
				counts[text[start:i]]++
			}
			start = -1
		} else if start < 0 {
			start = i
		}
	}
	total := 0
	for word, n := range counts {
		total += len(word) * n
	}
	fmt.Println("wordcount", len(counts), counts["times"], total)
}
