package main

import "fmt"

type R interface{ Read() string }
type W interface{ Write(string) }
type RC interface {
	R
	Close()
}
type RW interface {
	R
	W
	RC
}
type file struct{ s string }

func (f *file) Read() string   { return f.s }
func (f *file) Write(s string) { f.s += s }
func (f *file) Close()         { f.s = "closed" }

func main() {
	var rw RW = &file{}
	rw.Write("a")
	var r R = rw
	rw.Close()
	_, isW := r.(W)
	fmt.Println(r.Read(), isW)
}

// Output:
// closed true
