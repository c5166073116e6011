package main

var x int8 = 300 // ERROR "cannot use 300 (untyped int constant) as int8 value in variable declaration (overflows)"

func main() { _ = x }
