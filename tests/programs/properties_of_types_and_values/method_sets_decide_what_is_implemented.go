package main

type I interface {
	V()
	P()
}
type T struct{}

func (T) V()  {}
func (*T) P() {}

type E struct{ T }
type EP struct{ *T }

var _ I = T{} // ERROR "cannot use T{} (value of struct type T) as I value in variable declaration: T does not implement I (method P has pointer receiver)"
var _ I = &T{}
var _ I = E{} // ERROR "cannot use E{} (value of struct type E) as I value in variable declaration: E does not implement I (method P has pointer receiver)"
var _ I = &E{}
var _ I = EP{}
var _ interface{ V() } = T{}

func main() {
	T{}.P() // ERROR "cannot call pointer method P on T"
	(&T{}).P()
	map[int]T{}[0].P() // ERROR "cannot call pointer method P on T"
	[]T{{}}[0].P()
	E{}.P() // ERROR "cannot call pointer method P on E"
	var i interface{ V() } = T{}
	i.P() // ERROR "i.P undefined (type interface{V()} has no field or method P)"
}
