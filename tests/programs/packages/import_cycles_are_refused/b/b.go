package b

import "example.com/cycle/a" // ERROR "package example.com/cycle"

func B() { a.A() }
