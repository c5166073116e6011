package main

import "time"

const (
	a int32 = 1
	b int64 = 2
	c       = a + b // ERROR "invalid operation: a + b (mismatched types int32 and int64)"
	d       = a + 1
	e int   = a // ERROR "cannot use a (constant 1 of type int32) as int value in constant declaration"
	f       = a + 1.5 // ERROR "1.5 (untyped float constant) truncated to int32"
	g       = a == b // ERROR "invalid operation: a == b (mismatched types int32 and int64)"
	h       = time.Second * 1.5 // ERROR "1.5 (untyped float constant) truncated to int64"
	i       = "a" + 'b' // ERROR "invalid operation: "a" + 'b' (mismatched types untyped string and untyped rune)"
	j       = 1 / 0 // ERROR "invalid operation: division by zero"
)

func main() {}
