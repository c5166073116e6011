package main

import "fmt"

type A struct{ x, y int }
type B struct{ x, z int }
type C struct {
	A
	*B
	x string
}

func main() {
	c := C{A{1, 2}, &B{3, 4}, "c"}
	fmt.Println(c.x, c.A.x, c.B.x, c.y, c.z)
	c.z = 40
	c.y++
	fmt.Println(*c.B, c.A)
}

// Output:
// c 1 3 2 4
// {3 40} {1 3}
