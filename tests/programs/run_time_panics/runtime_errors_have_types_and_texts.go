package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(f func()) {
	defer func() {
		e := recover()
		err, ok := e.(runtime.Error)
		fmt.Printf("%v %v\n", err, ok)
		var r runtime.Error
		fmt.Println(errors.As(e.(error), &r))
	}()
	f()
}

func main() {
	var m map[string]int
	var p *struct{ n int }
	var f func()
	var e error
	z, i := 0, 5
	s := []int{1}
	try(func() { m["a"] = 1 })
	try(func() { p.n = 1 })
	try(func() { f() })
	try(func() { _ = e.Error() })
	try(func() { _ = 1 / z })
	try(func() { _ = s[i] })
	try(func() { _ = any("a").(int) })
	try(func() { _ = any(s) == any(s) })
	try(func() { _ = make([]int, -i) })
	try(func() { _ = [2]int(s) })
}

// Output:
// assignment to entry in nil map true
// true
// runtime error: invalid memory address or nil pointer dereference true
// true
// runtime error: invalid memory address or nil pointer dereference true
// true
// runtime error: invalid memory address or nil pointer dereference true
// true
// runtime error: integer divide by zero true
// true
// runtime error: index out of range [5] with length 1 true
// true
// interface conversion: interface {} is string, not int true
// true
// runtime error: comparing uncomparable type []int true
// true
// runtime error: makeslice: len out of range true
// true
// runtime error: cannot convert slice with length 1 to array or pointer to array with length 2 true
// true
