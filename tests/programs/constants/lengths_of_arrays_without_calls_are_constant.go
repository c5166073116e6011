package main

import (
	"fmt"
	"unsafe"
)

var p *[7]int

func f() [4]int { panic("not called") }

const (
	a = len([3]string{})
	b = len(p)
	c = cap([2][5]int{}[0])
)

func main() {
	var arr [len(p)]int
	fmt.Println(a, b, c, len(arr), unsafe.Sizeof(f()))
}

// Output:
// 3 7 5 7 32
