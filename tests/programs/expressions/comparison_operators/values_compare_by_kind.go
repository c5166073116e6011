package main

import "fmt"

type I interface{ M() }
type P struct{ x, y any }
type E struct{}

func (E) M() {}

func main() {
	var i I = E{}
	var e any = E{}
	c := make(chan int)
	d := (<-chan int)(c)
	fmt.Println(i == e, i == E{}, E{} == i, c == d, "a" < "b", "a" < "ab", "" < "a")
	fmt.Println(P{1, "a"} == P{1, "a"}, P{1, nil} == P{1, 0}, [2]P{} == [2]P{}, &E{} != nil)
	var f float32 = 0.1
	fmt.Println(f == 0.1, float64(f) == 0.1, 1i == 1i, complex(0, 1) != 1i)
}

// Output:
// true true true true true true true
// true false true true
// true false true false
