package main

import (
	"errors"
	"fmt"
	"io"
)

type myErr struct{ code int }

func (e *myErr) Error() string        { return fmt.Sprint("code ", e.code) }
func (e *myErr) Is(target error) bool { return target == errBase }

var errBase = errors.New("base")

func main() {
	e := fmt.Errorf("outer: %w", &myErr{7})
	var m *myErr
	fmt.Println(e, errors.Is(e, errBase), errors.As(e, &m), m.code, errors.Unwrap(e) == m)
	j := errors.Join(e, nil, io.EOF)
	fmt.Printf("%q %v\n", j.Error(), errors.Is(j, io.EOF))
	fmt.Println(errors.New("x") == errors.New("x"), errBase == errBase)
}

// Output:
// outer: code 7 true true 7 true
// "outer: code 7\nEOF" true
// false true
