package main

import "fmt"

type S string

func main() {
	s := "a"
	s += "b" + s
	t := S(s) + "c"
	fmt.Println(s, t, "x"+s+"y"+string(t)+"", len(s+s))
	fmt.Printf("%T\n", t)
}

// Output:
// aba abac xabayabac 6
// main.S
