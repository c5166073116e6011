package main

func init() int  { return 1 } // ERROR "func init must have no arguments and no return values"
func main(x int) {} // ERROR "func main must have no arguments and no return values"

var _ = init // ERROR "undefined: init"

type X struct{}

func (X) init() {}
func (X) main() {}
