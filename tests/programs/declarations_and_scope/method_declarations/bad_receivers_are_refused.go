package main

type T struct{ f int }
type P *T
type I interface{}

func (int) a()         {} // ERROR "cannot define new methods on non-local type int"
func (P) b()           {} // ERROR "invalid receiver type P (pointer or interface type)"
func (I) c()           {} // ERROR "invalid receiver type I (pointer or interface type)"
func (**T) d()         {} // ERROR "invalid receiver type **T"
func ([]T) e()         {} // ERROR "invalid receiver type []T"
func (T) f()           {} // ERROR "field and method with the same name f"
func (t, u T) g()      {} // ERROR "method has multiple receivers"
func () h()            {} // ERROR "method has no receiver"
func (x Undefined) i() {} // ERROR "undefined: Undefined"
func (t *P) j()        {} // ERROR "invalid receiver type P (pointer or interface type)"

func main() {}
