package main

import "fmt"

func main() {
	s := `a\n"
b`
	fmt.Printf("%q %d\n", s, len(s))
	fmt.Println("日本語" == "\u65e5\u672c\u8a9e" && "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e" == `日本語`)
}

// Output:
// "a\\n\"\nb" 6
// true
