package main

import (
	"fmt"
	"strings"
)

func main() {
	s := "héllo, 世界"
	fmt.Println(len(s), s[1], s[1:3], s[7:], s[:0] == "")
	b := []byte(s)
	b[0] = 'H'
	fmt.Println(s[:1], string(b[:1]), strings.ToUpper(s))
	t := s
	s += "!"
	fmt.Println(t == s, t < s, s > "h", s[len(s)-1:])
}

// Output:
// 14 195 é  世界 true
// h H HÉLLO, 世界
// false true true !
