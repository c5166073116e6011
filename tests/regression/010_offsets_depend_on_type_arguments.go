package main

import (
	"fmt"
	"unsafe"
)

type inner[T any] struct {
	a byte
	b T
}

type outer[T any] struct {
	x T
	inner[T]
}

func (o *outer[T]) offsets() (uintptr, uintptr, uintptr) {
	return unsafe.Offsetof(o.inner), unsafe.Offsetof(o.b), unsafe.Offsetof((o.inner.b))
}

func main() {
	fmt.Println(new(outer[int8]).offsets())
	fmt.Println(new(outer[int64]).offsets())
	fmt.Println(new(outer[string]).offsets())
	fmt.Println(new(outer[struct{}]).offsets())
}

// Output:
// 1 2 1
// 8 16 8
// 16 24 8
// 0 1 1
