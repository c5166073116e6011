package main

import "fmt"

func main() {
	s := "\xff\xc0\x80é\xe2\x82"
	fmt.Println(len(s), []byte(s))
	for i, r := range s {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println([]rune(s))
}

// Output:
// 7 [255 192 128 195 169 226 130]
// 0:65533 1:65533 2:65533 3:233 5:65533 6:65533 [65533 65533 65533 233 65533 65533]
