package main

import "example.com/names/p"

func main() {
	var t p.T
	t.hidden = 1       // ERROR "t.hidden undefined (cannot refer to unexported field hidden)"
	t.method()         // ERROR "t.method undefined (cannot refer to unexported method method)"
	_ = p.T{1, 2}      // ERROR "implicit assignment to unexported field hidden in struct literal of type p.T"
	_ = p.T{hidden: 1} // ERROR "cannot refer to unexported field hidden in struct literal of type p.T"
	p.Missing()        // ERROR "undefined: p.Missing"
	_ = t.Shown
}
