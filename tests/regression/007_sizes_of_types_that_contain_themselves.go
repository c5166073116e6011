package main

import "unsafe"

type List[P any] struct {
	List[P] // ERROR "invalid recursive type"
}

func _[P any]() {
	_ = unsafe.Sizeof(List[int]{})
	_ = unsafe.Sizeof(struct{ List[P] }{})
}

func makeCall() Call

type Literal [unsafe.Sizeof(Literal{})]int // ERROR "invalid recursive type"

type Call [unsafe.Sizeof(makeCall())]int // ERROR "invalid recursive type"

type Converted [unsafe.Sizeof(Converted(42))]int // ERROR "invalid recursive type"

var any3 any

type Asserted struct { // ERROR "invalid recursive type"
	f [unsafe.Sizeof(any3.(Asserted))]int
}

func main() {}
