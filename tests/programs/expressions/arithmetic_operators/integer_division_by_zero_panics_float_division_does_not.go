package main

import "fmt"

func try(f func() any) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(e)
		}
	}()
	fmt.Println(f())
}

func main() {
	a, b := 1, 0
	x, y := 1.0, 0.0
	u, v := uint8(1), uint8(0)
	c, z := 1+1i, 0i
	try(func() any { return a / b })
	try(func() any { return a % b })
	try(func() any { return u / v })
	try(func() any { return x / y })
	try(func() any { return c / z })
	try(func() any { a /= b; return a })
}

// Output:
// runtime error: integer divide by zero
// runtime error: integer divide by zero
// runtime error: integer divide by zero
// +Inf
// (+Inf+Infi)
// runtime error: integer divide by zero
