package main

type T struct{ x int }

func (T) M() {}

type P *T
type I interface{ M() }

func main() {
	t := &T{}
	pp := &t
	_ = pp.x // ERROR "pp.x undefined (type **T has no field or method x)"
	pp.M() // ERROR "pp.M undefined (type **T has no field or method M)"
	var p P = t
	_ = p.x
	p.M() // ERROR "p.M undefined (type P has no field or method M)"
	var i I = t
	(&i).M() // ERROR "(&i).M undefined (type *I is pointer to interface, not interface)"
	_ = t.y // ERROR "t.y undefined (type *T has no field or method y)"
	_ = t._ // ERROR "t._ undefined (type *T has no field or method _)"
	_ = T{}.X // ERROR "T{}.X undefined (type T has no field or method X, but does have field x)"
	t.m() // ERROR "t.m undefined (type *T has no field or method m, but does have method M)"
}
