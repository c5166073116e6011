package main

import "fmt"

var x = "package"

func f() string { return x }

func main() {
	fmt.Print(x, " ")
	x := x + "/function"
	{
		x, y := x+"/block", 1
		x += fmt.Sprint(y)
		fmt.Print(x, " ")
	}
	if x := 5; x > 3 {
		fmt.Print(x, " ")
	}
	type int string
	var n int = "an int"
	nil := 3
	len := func(s string) string { return s + "!" }
	fmt.Println(x, f(), n, nil, len("len"))
}

// Output:
// package package/function/block1 5 package/function package an int 3 len!
