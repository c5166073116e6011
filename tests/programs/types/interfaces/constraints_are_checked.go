package main

type Num interface{ ~int | ~float64 }
type S string

func add[T Num](a, b T) T { return a + b }

var a = add("a", "b") // ERROR "string does not satisfy Num (string missing in ~int | ~float64)"
var b = add(1, 2.5)
var c = add[S] // ERROR "S does not satisfy Num (S missing in ~int | ~float64)"
var n Num // ERROR "cannot use type Num outside a type constraint: interface contains type constraints"
var d = func() Num { return 1 } // ERROR "cannot use type Num outside a type constraint: interface contains type constraints"
var e interface{ comparable } // ERROR "cannot use type interface{comparable} outside a type constraint: interface is (or embeds) comparable"

func eq[T comparable](a, b T) bool   { return a == b }
func bad[T any](a, b T) bool         { return a == b } // ERROR "invalid operation: a == b (incomparable types in type set)"
func less[T comparable](a, b T) bool { return a < b } // ERROR "invalid operation: a < b (type parameter T cannot use operator <)"

var f = eq([]int{}, nil) // ERROR "[]int does not satisfy comparable"
var g = eq(func() {}, nil) // ERROR "func() does not satisfy comparable"
var h = eq[any](1, 2)

func main() {}
