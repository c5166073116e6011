package main

import "fmt"

func main() {
	s := []int{1, 2, 3, 4, 5}
	fmt.Println(copy(s[1:], s), s)
	s = []int{1, 2, 3, 4, 5}
	fmt.Println(copy(s, s[2:]), s, copy(s, nil), copy(s[:1], []int{9, 8})) // ERROR "invalid copy: argument must be a slice; have untyped nil"
	b := make([]byte, 3)
	fmt.Println(copy(b, "héllo"), b, string(append(b, "x"...)))
	s = append(s[:1], s[2:]...)
	s = append(s[:2], append([]int{7}, s[2:]...)...)
	fmt.Println(s, append([]any{1}, nil, "x"), append([]string(nil)) == nil)
	type B []byte
	fmt.Println(append(B("a"), "b"...), copy(B{1}, B{2}))
}
