package main

import "fmt"

const (
	b = true
	r = 'x'
	i = 1
	f = 1.5
	c = 2i
	s = "s"
)

func main() {
	fmt.Printf("%T %T %T %T %T %T\n", b, r, i, f, c, s)
	fmt.Printf("%T %T %T %T\n", 'a'+1, 1+1.0, 'a'+1.5, 1.0+2i)
	fmt.Printf("%T %v %T\n", 1<<3, 1.0<<3, 'a'<<1)
}

// Output:
// bool int32 int float64 complex128 string
// int32 float64 float64 complex128
// int 8 int32
