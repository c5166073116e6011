package main

import "fmt"

type T1 struct {
	a int `json:"a"`
}
type T2 struct {
	a int
}

func main() {
	var x T1 = T1{1}
	y := T2(x) // tags do not matter for conversions
	var any1 any = struct {
		a int `x:"1"`
	}{2}
	_, ok := any1.(struct{ a int })
	fmt.Println(y, ok)
	fmt.Printf("%T\n", any1)
}

// Output:
// {1} false
// struct { a int "x:\"1\"" }
