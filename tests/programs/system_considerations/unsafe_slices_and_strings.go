package main

import (
	"fmt"
	"unsafe"
)

func main() {
	a := [4]int32{1, 2, 3, 4}
	s := unsafe.Slice(&a[1], 2)
	s[0] = 20
	p := unsafe.SliceData(s)
	*p = 21
	b := []byte("hello")
	str := unsafe.String(&b[1], 3)
	fmt.Println(a, s, len(s), cap(s), str, *unsafe.StringData("xyz"), unsafe.Slice((*int)(nil), 0) == nil)
	q := (*int32)(unsafe.Add(unsafe.Pointer(&a[0]), 8))
	fmt.Println(*q)
	f := 1.5
	fmt.Printf("%x\n", *(*uint64)(unsafe.Pointer(&f)))
	n := -1
	defer func() { fmt.Println(recover()) }()
	unsafe.Slice(&a[0], n) // ERROR "unsafe.Slice(&a[0], n) (value of type []int32) is not used"
}
