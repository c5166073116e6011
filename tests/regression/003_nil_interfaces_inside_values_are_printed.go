package main

import (
	"errors"
	"fmt"
)

type result struct {
	Value any
	Err   error
	Text  fmt.Stringer
}

func main() {
	fmt.Println(result{}, []error{nil, errors.New("e")}, map[string]error{"a": nil})
	fmt.Printf("%v %+v %#v %s\n", result{}, result{1, errors.New("e"), nil}, result{}, []error{nil})
	fmt.Printf("%d %q\n", []error{nil}, &result{})
}

// Output:
// {<nil> <nil> <nil>} [<nil> e] map[a:<nil>]
// {<nil> <nil> <nil>} {Value:1 Err:e Text:<nil>} main.result{Value:interface {}(nil), Err:error(nil), Text:fmt.Stringer(nil)} [<nil>]
// [<nil>] &{<nil> <nil> <nil>}
