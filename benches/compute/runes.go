// Runes: a text in several scripts is decoded, classified and turned round.
package main

import (
	"fmt"
	"strings"
)

func reverse(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

func main() {
	text := strings.Repeat("Smörgåsbord, naïve café; Ελλάδα 123 日本語 ok. ", 40)
	letters, digits, wide, spaces := 0, 0, 0, 0
	for round := 0; round < 120; round++ {
		for _, r := range text {
			switch {
			case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
				letters++
			case r >= '0' && r <= '9':
				digits++
			case r == ' ' || r == '.' || r == ',':
				spaces++
			case r > 0x7f:
				wide++
			}
		}
		text = reverse(text)
	}
	fmt.Println("runes", letters, digits, wide, spaces, len(text))
}
