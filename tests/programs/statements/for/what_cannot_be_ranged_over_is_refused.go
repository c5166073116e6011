package main

type T struct{}

func main() {
	for range 1.5 {
	}
	for range T{} { // ERROR "syntax error: unexpected { at end of statement"
	}
	for i, j := range 3 { // ERROR "syntax error: non-declaration statement outside function body"
	}
	for range make(chan<- int) {
	}
	for a, b := range make(chan int) {
	}
	for range func() {} { // ERROR "method has no receiver"
	}
	for range func(func(int)) {} { // ERROR "syntax error: unexpected {, expected name"
	}
	for range nil {
	}
	for x := range func(func() bool) {} { // ERROR "syntax error: unexpected {, expected name"
	}
	var p *[]int
	for range p { // ERROR "syntax error: non-declaration statement outside function body"
	}
}
