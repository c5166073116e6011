package main

import (
	_ "example.com/elsewhere"       // ERROR "no required module provides package example.com/elsewhere; to add it:"
	_ "example.com/missing/cmd"     // ERROR "is a program, not an importable package"
	_ "example.com/missing/nowhere" // ERROR "no required module provides package example.com/missing/nowhere"
	_ "example.com/missing/tests"   // ERROR "no non-test Go files in"
	_ "example.com/missing/two"     // ERROR "found packages one (a.go) and two (b.go) in"
	_ "example.com/missing/windows" // ERROR "build constraints exclude all Go files in"
	_ "nowhere/at/all"              // ERROR "package nowhere/at/all is not in std"
)

func main() {}
