package main

import "fmt"

func main() {
	for i, r := range "aé\xff世" {
		fmt.Print(i, ":", r, " ")
	}
	s := "héllo"
	fmt.Println(len(s), []byte(s)[1], []rune(s)[1], s[1:3], string(rune(233)))
}

// Output:
// 0:97 1:233 3:65533 4:19990 6 195 233 é é
