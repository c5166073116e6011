package main

import (
	"errors"
	"fmt"
)

type point struct {
	X, Y int
	name string
}

type temperature float64

func (t temperature) String() string { return fmt.Sprintf("%.1f°", float64(t)) }

func main() {
	p := &point{1, -2, "p"}
	fmt.Printf("%v %+v %#v %T\n", p, *p, *p, p)
	fmt.Printf("%5d|%-5d|%05d|%x|%X|%o|%b|%c|%q|%U\n", 42, 42, -42, 255, 255, 8, 5, 'A', 'B', 0x1F600)
	fmt.Printf("%8.3f|%-8.2f|%e|%g|%G\n", 3.14159, 2.5, 123456.789, 1e21, 1e-7)
	fmt.Printf("%s|%q|%x|%10s|%-10s|%.2s\n", "go", "a\"b", "hi", "right", "left", "cut")
	fmt.Printf("%v %v %v %t\n", []string{"a"}, map[string]int{"z": 1, "a": 2}, [2]bool{true}, false)
	fmt.Printf("%v %s %d %!\n", temperature(36.6), errors.New("e"), "wrong")
	fmt.Printf("%[2]d %[1]d %*d\n", 1, 2, 4)
	err := fmt.Errorf("wrapped: %w", errors.New("inner"))
	fmt.Println(err, errors.Unwrap(err))
}

// Output:
// &{1 -2 p} {X:1 Y:-2 name:p} main.point{X:1, Y:-2, name:"p"} *main.point
//    42|42   |-0042|ff|FF|10|101|A|'B'|U+1F600
//    3.142|2.50    |1.234568e+05|1e+21|1E-07
// go|"a\"b"|6869|     right|left      |cu
// [a] map[a:2 z:1] [true false] false
// 36.6° e %!d(string=wrong) %!!(MISSING)
// 2 1  4
// wrapped: inner inner
