package main

var a = b // ERROR "initialization cycle for a"
var b = c()

func c() int { return a }

var d = func() int { return d }() // ERROR "initialization cycle: d refers to itself"

type T struct{}

func (T) m() int { return e }

var e = T{}.m() // ERROR "initialization cycle for e"

var f [len(f)]int // ERROR "initialization cycle: f refers to itself"

const g = h // ERROR "initialization cycle for g"
const h = g

func main() {}
