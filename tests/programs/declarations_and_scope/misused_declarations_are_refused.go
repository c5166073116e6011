package main

var x int
var x string

func f(a int, a string) {}
func g() (a int, a int) { return }

type T struct{}

func (T) m() {}
func (T) m() {}

const c
var d // ERROR "syntax error: unexpected newline, expected type"
var e, f2 = 1

func (t T) h(t int) {}

func main() {
	var u int
	u = 1
	for i := 0; ; {
	}
	y, z := 1, 2
	_ = z
}
