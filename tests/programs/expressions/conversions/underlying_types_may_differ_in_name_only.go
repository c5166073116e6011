package main

import "fmt"

type A struct{ x int }
type B struct{ x int }
type F func(int) int
type C chan int
type R <-chan int
type PA *A
type PB *B

func main() {
	b := B(A{1})
	f := F(func(i int) int { return i + b.x })
	g := (func(int) int)(f)
	c := C(make(chan int, 1))
	r := R(c) // ERROR "cannot convert c (variable of chan type C) to type R"
	pb := PB(PA(&A{5})) // ERROR "cannot convert PA(&A{…}) (value of pointer type PA) to type PB"
	c <- 3
	fmt.Println(b, f(1), g(2), <-r, pb.x, struct{ x int }(b))
}
