package main

import "fmt"

type S string
type E struct{ n int }
type St struct{ n int }

func (e E) Error() string   { return fmt.Sprint("E", e.n) }
func (s St) String() string { return "stringer" }

func main() {
	defer func() {
		r := recover()
		fmt.Println(r)
		defer func() {
			fmt.Println(recover())
			panic(S("typed"))
		}()
		panic(E{2})
	}()
	panic(St{1})
}

// Output:
// stringer
// E2

// panic: stringer
