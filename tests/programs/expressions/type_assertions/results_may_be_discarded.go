package main

import "fmt"

type T struct{ n int }

func (t *T) Error() string { return "T" }

func main() {
	var e error = &T{1}
	t, ok := e.(*T)
	_, bad := e.(interface{ Unwrap() error })
	var s string
	s, ok2 := any(1).(string)
	fmt.Println(t.n, ok, bad, s == "", ok2, e.(*T).n)
	var x any = e
	_, isErr := x.(error)
	fmt.Println(isErr, x.(fmt.Stringer) == nil)
}

// Output:
// 1 true false true false 1

// panic: interface conversion: *main.T is not fmt.Stringer: missing method String
