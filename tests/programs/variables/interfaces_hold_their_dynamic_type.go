package main

import "fmt"

func main() {
	var x any
	var v *int
	x = 42
	fmt.Printf("%T ", x)
	x = v
	fmt.Printf("%T %v %v\n", x, x == nil, x == (*int)(nil))
	var e error = (*myErr)(nil)
	fmt.Println(e == nil, e.(*myErr) == nil)
}

type myErr struct{}

func (*myErr) Error() string { return "" }

// Output:
// int *int false true
// false true
