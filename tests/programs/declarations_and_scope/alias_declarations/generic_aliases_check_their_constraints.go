package main

type N interface{ ~int | ~float64 }
type A[T N] = []T
type B[T any] = A[T] // ERROR "T does not satisfy N"
type C[T any] = T // ERROR "cannot use type parameter declared in alias declaration as RHS"

var a A[string] // ERROR "string does not satisfy N (string missing in ~int | ~float64)"
var b A[int, int] // ERROR "too many type arguments for type A: have 2, want 1"
var c A // ERROR "cannot use generic type A[T N] without instantiation"

func (C[int]) m() {}

func main() {}
