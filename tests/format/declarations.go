// Package main shows  declarations.
// Lists:
//   - one
//   - two
package main

import (
	f "fmt"
	"strings"

	"os" // standard streams
)
import "sort"

const (
	a = 1
	b
	longer     = 3 // three
	typed  int = 4
)

var x, y int = 1, 2
var (
	one     = 1    // first
	another string // second
	m       = map[string]int{
		"a":          1,
		"longer key": 2, // with a comment
		"x":          3,
	}
)

type (
	T struct {
		a, b int
		c    string `json:"c"`
		E           // embedded
		f    func(int) (string, error)
	}
	E struct{}
	I interface {
		M(x int)
		~int | ~string
	}
	Pair[K comparable, V any] struct {
		key   K
		value V
	}
)
type P[T *int,] struct{}

// Add adds.
//
//go:noinline
func Add(a int, b int) int                             { return a + b }
func (t *T) method(names ...string) (n int, err error) { n = len(names); return }

func long(first int,
	second string, third map[string][]func(),
) {
}

type empty interface{}

func main() { f.Println(Add(1, 2), strings.ToUpper("x"), os.Args, sort.Ints) }
