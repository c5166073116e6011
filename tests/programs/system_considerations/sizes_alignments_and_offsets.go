package main

import (
	"fmt"
	"unsafe"
)

type T struct {
	a bool
	b int64
	c bool
	d int32
	e string
	f []int
	g any
	h struct{}
}

func main() {
	var t T
	fmt.Println(unsafe.Sizeof(t), unsafe.Alignof(t), unsafe.Offsetof(t.b), unsafe.Offsetof(t.c), unsafe.Offsetof(t.d), unsafe.Offsetof(t.e), unsafe.Offsetof(t.h))
	fmt.Println(unsafe.Sizeof(int8(0)), unsafe.Sizeof(0), unsafe.Sizeof(1i), unsafe.Sizeof(complex64(0)), unsafe.Sizeof(uintptr(0)), unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof([3]int16{}), unsafe.Sizeof(map[int]int{}), unsafe.Sizeof(&t))
	fmt.Println(unsafe.Alignof(t.a), unsafe.Alignof(t.d), unsafe.Alignof(1i), unsafe.Sizeof(struct {
		a int32
		b struct{}
	}{}), unsafe.Sizeof([0]int{}), unsafe.Sizeof(struct{}{}))
	const c = unsafe.Sizeof(t)
	var arr [c]byte
	fmt.Println(len(arr))
}

// Output:
// 88 8 8 16 20 24 80
// 1 8 16 8 8 16 24 6 8 8
// 1 4 8 8 0 0
// 88
