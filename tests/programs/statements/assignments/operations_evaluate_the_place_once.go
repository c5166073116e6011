package main

import "fmt"

func f() int { fmt.Print("f "); return 1 }

func main() {
	a := []int{1, 2, 3}
	a[f()] += 10
	a[f()]++
	m := map[int]string{1: "a"}
	m[f()] += "b"
	m[f()+1] += "c"
	p := &a[0]
	*p <<= 3
	*p &^= 8
	a[2] %= 2
	var s []string
	defer func() { fmt.Println(recover(), a, m) }()
	s[f()] += "x"
}

// Output:
// f f f f f runtime error: index out of range [1] with length 0 [0 13 1] map[1:ab 2:c]
