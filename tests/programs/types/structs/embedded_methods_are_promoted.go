package main

import "fmt"

type Base struct{ n int }

func (b *Base) Inc()    { b.n++ }
func (b Base) Get() int { return b.n }

type Outer struct {
	*Base
	name string
}

type getter interface{ Get() int }

func main() {
	o := Outer{&Base{1}, "o"}
	o.Inc()
	var g getter = o
	f := o.Get
	o.Inc()
	fmt.Println(g.Get(), f(), Base.Get(*o.Base))
}

// Output:
// 3 2 3
