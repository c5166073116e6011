package main

import (
	"example.com/private/a"
	"example.com/private/a/internal/x" // ERROR "use of internal package example.com/private/a/internal/x not allowed"
)

func main() { a.A(x.X) }
