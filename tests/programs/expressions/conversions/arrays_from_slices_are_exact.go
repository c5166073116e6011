package main

import "fmt"

func main() {
	s := []byte{1, 2, 3, 4, 5, 6, 7, 8}
	a := [3]byte(s[1:])
	p := (*[3]byte)(s[4:])
	*p = a
	fmt.Println(s, a == [3]byte{2, 3, 4}, *p == a, map[[3]byte]int{a: 1}[*p])
}

// Output:
// [1 2 3 4 2 3 4 8] true true 1
