package main

import "fmt"

type K struct {
	a any
	b string
}

func main() {
	m := map[any]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", [2]int{1, 2}: "array", K{1, "x"}: "K", nil: "nil", true: "bool", 'a': "rune"}
	fmt.Println(len(m), m[1], m[int8(1)], m["1"], m[1.0], m[[2]int{1, 2}], m[K{1, "x"}], m[nil], m[K{int8(1), "x"}] == "", m[rune(97)])
}

// Output:
// 9 int int8 string float array K nil true rune
