package main

import "fmt"

type T struct{ n int }

func (t T) val()  { fmt.Print("val", t.n, " ") }
func (t *T) ptr() { fmt.Print("ptr", t.n, " ") }

func f() (n int) {
	defer func(m int) { n += m }(n + 1)
	defer func() { n *= 10 }()
	t := T{1}
	defer t.val()
	defer t.ptr()
	t.n = 2
	var g func()
	defer func() { fmt.Println(recover()) }()
	defer g()
	n = 5
	return n + 1
}

func main() { fmt.Println(f()) }

// Output:
// runtime error: invalid memory address or nil pointer dereference
// ptr2 val1 61
