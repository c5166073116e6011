package main

type I interface{ M(int) }
type T struct{}
type U struct{}

func (T) M(string) {}
func (*U) M(int)   {}

func main() {
	var i I
	_ = i.(T) // ERROR "impossible type assertion: i.(T)"
	_ = i.(U) // ERROR "impossible type assertion: i.(U)"
	_ = i.(*U)
	_ = i.(interface{ M() })
	_ = 1.(int) // ERROR "invalid operation: cannot call 1. (untyped float constant 1): untyped float is not a function"
	x := 5
	_ = x.(int) // ERROR "invalid operation: x (variable of type int) is not an interface"
	_ = i.(type) // ERROR "invalid syntax tree: use of .(type) outside type switch"
}
