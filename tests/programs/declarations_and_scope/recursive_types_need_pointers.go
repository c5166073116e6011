package main

type A struct{ a A } // ERROR "invalid recursive type: A refers to itself"
type B [2]B // ERROR "invalid recursive type: B refers to itself"
type C struct{ d D } // ERROR "invalid recursive type C"
type D struct{ c [1]C }
type E interface{ E } // ERROR "invalid recursive type: E refers to itself"
type F = F // ERROR "invalid recursive type: F refers to itself"
type G *G
type H []H
type I = *I // ERROR "invalid recursive type: I refers to itself"
type J func(J) J

func main() {}
