package main

import "fmt"

type T struct{ name string }

func (t T) show(a, b int) { fmt.Println(t.name, a, b) }

var x = 1

func next() int { x++; return x }

func main() {
	t := T{"old"}
	defer t.show(x, next())
	t.name = "new"
	defer fmt.Println(x, next(), x)
	defer func(a, b int) { fmt.Println(a, b, x) }(next(), x)
}

// Output:
// 4 4 4
// 3 3 3
// old 2 2
