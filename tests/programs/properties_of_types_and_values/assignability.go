package main

type A []int
type B []int
type C chan int
type F func()
type I interface{ M() }
type J interface {
	M()
	N()
}

func main() {
	var a A = []int{1}
	var b B = a // ERROR "declared and not used: b"
	var d C = make(<-chan int) // ERROR "declared and not used: d"
	var i I
	var j J = i // ERROR "cannot use i (variable of interface type I) as J value in variable declaration: I does not implement J (missing method N)"
	i = j
	var e any = nil // ERROR "declared and not used: e"
	var n int = nil // ERROR "declared and not used: n"
	var s string = 'a' // ERROR "declared and not used: s"
	var u uint8 = 256 // ERROR "cannot use 256 (untyped int constant) as uint8 value in variable declaration (overflows)"
	var p *int = &u // ERROR "declared and not used: p"
	var x struct{ a int } = struct{ b int }{} // ERROR "declared and not used: x"
}
