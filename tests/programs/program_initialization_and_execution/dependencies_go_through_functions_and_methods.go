package main

import "fmt"

type T struct{}

func (T) M() int { return z }

var (
	x = T{}.M()
	y = fn
	w = y()
	z = h()
	v = T.M
)

func fn() int { return z + 1 }
func h() int  { fmt.Println("h first"); return 10 }

func main() { fmt.Println(x, w, z, v(T{})) }

// Output:
// h first
// 10 11 10 10
