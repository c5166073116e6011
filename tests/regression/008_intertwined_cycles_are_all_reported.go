package main

const A = 1 + B // ERROR "initialization cycle for A"
const B = C - 1 // ERROR "initialization cycle for B"
const C = A + B + 1

var x = f() // ERROR "initialization cycle for x"

func f() int { return y }

var y = x + 1

func main() {}
