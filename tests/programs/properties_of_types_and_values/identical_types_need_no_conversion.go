package main

import "fmt"

type P struct {
	a int
	b *P
}

func main() {
	var f func(x int, y string) (z error)
	var g func(int, string) error = f
	var s struct{ a, b int }
	var t struct {
		a int
		b int
	} = s
	var m map[string][]func(...int) = map[string][]func(...int){}
	var i interface {
		A()
		B()
	}
	var j interface {
		B()
		A()
	} = i
	var c chan<- (chan int)
	var d chan<- chan int = c
	fmt.Println(g == nil, t, m, j, d)
	fmt.Printf("%T %T\n", g, j)
}

// Output:
// true {0 0} map[] <nil> <nil>
// func(int, string) error <nil>
