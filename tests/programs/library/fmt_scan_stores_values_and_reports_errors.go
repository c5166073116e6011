package main

import "fmt"

type celsius float64
type name string

func main() {
	var a, b int
	var s string
	var f float64
	var c celsius
	var n name
	report := func(count int, err error) { fmt.Println(count, err, a, b, s, f, c, n) }
	report(fmt.Sscan("1\n0x1F word", &a, &b, &s))
	report(fmt.Sscan("x", &a))
	report(fmt.Sscan("5", &a, &b))
	report(fmt.Sscan("1", a))
	report(fmt.Sscan("36.6 bob", &c, &n))
	report(fmt.Sscanln("3\n4", &a, &b))
	report(fmt.Sscanln("3 4 5", &a, &b))
	report(fmt.Sscanf("12:34", "%d:%d", &a, &b))
	report(fmt.Sscanf("12-34", "%d:%d", &a, &b))
	report(fmt.Sscanf("1234 2.5", "%2d%d %g", &a, &b, &f))
	report(fmt.Sscanf("7", "%d", &a, &b))
	report(fmt.Sscanf("50 %", "%d%%", &a))
	report(fmt.Sscanf(`"a b" ff`, "%q %x", &s, &a))
}

// Output:
// 3 <nil> 1 31 word 0 0
// 0 expected integer 1 31 word 0 0
// 1 EOF 5 31 word 0 0
// 0 type not a pointer: int 5 31 word 0 0
// 2 <nil> 5 31 word 0 36.6 bob
// 1 unexpected newline 3 31 word 0 36.6 bob
// 2 expected newline 3 4 word 0 36.6 bob
// 2 <nil> 12 34 word 0 36.6 bob
// 1 input does not match format 12 34 word 0 36.6 bob
// 3 <nil> 12 34 word 2.5 36.6 bob
// 1 too many operands 7 34 word 2.5 36.6 bob
// 1 <nil> 50 34 word 2.5 36.6 bob
// 2 <nil> 255 34 a b 2.5 36.6 bob
