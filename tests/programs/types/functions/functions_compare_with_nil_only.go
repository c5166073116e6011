package main

func f() {}

var a = f == nil
var b = f == f // ERROR "invalid operation: f == f (func can only be compared to nil)"
var m map[func()]int // ERROR "invalid map key type func()"

func main() {}
