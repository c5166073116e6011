package main

import "fmt"

type T struct{ tag string }

func (t T) Rec()   { fmt.Println(t.tag, recover()) }
func (t *T) PRec() { fmt.Println(t.tag, recover()) }

type E struct{ *T }
type I interface{ Rec() }

func try(f func()) {
	defer func() { fmt.Println("left", recover()) }()
	f()
}

func main() {
	t := &T{"t"}
	try(func() { defer t.Rec(); panic(1) })
	try(func() { defer E{t}.PRec(); panic(2) })
	try(func() { defer I(t).Rec(); panic(3) })
	try(func() { f := t.PRec; defer f(); panic(4) })
	try(func() { defer T.Rec(*t); panic(5) })
	try(func() { defer (*T).Rec(t); panic(6) })
	try(func() { defer I.Rec(E{t}); panic(7) })
}

// Output:
// t 1
// left <nil>
// t 2
// left <nil>
// t 3
// left <nil>
// t 4
// left <nil>
// t 5
// left <nil>
// t 6
// left <nil>
// t 7
// left <nil>
