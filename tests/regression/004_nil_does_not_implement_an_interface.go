package main

import "fmt"

type I interface{ M() }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	var x any
	var i I
	try(func() { _ = x.(I) })
	try(func() { _ = x.(any) })
	try(func() { _ = i.(fmt.Stringer) })
	try(func() { _ = x.(int) })
	try(func() { _ = i.(interface{ N() }) })
}

// Output:
// interface conversion: interface is nil, not main.I
// interface conversion: interface is nil, not interface {}
// interface conversion: interface is nil, not fmt.Stringer
// interface conversion: interface {} is nil, not int
// interface conversion: interface is nil, not interface { N() }
