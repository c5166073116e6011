package main

import "fmt"

var a = b + 1
var b = f()

func f() int { return c * 2 }

var c = 20

func init() { fmt.Println("init", a) }

func main() { fmt.Println(a, b, c) }

// Output:
// init 41
// 41 40 20
