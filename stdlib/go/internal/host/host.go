// Package host calls functions of the program that burrow runs in. Packages that a host offers are
// written in Go around it: each function hands its arguments over as they are and reads its results
// one after the other.
package host

import (
	"errors"
	"math"
	"runtime"
)

// call runs the function with this number of a package. What it returns is encoded; a problem says
// why it could not be called.
func call(path string, function int, arguments []any) (results []byte, problem string)

// forget tells the host that the program has no more use for an object.
func forget(object int64)

// An Object is a value of the host's.
type Object struct {
	id int64
}

// Results are read in order.
type Results struct {
	data []byte
}

// Call runs a function of the host.
func Call(path string, function int, arguments ...any) *Results {
	data, problem := call(path, function, arguments)
	if problem != "" {
		panic("host function: " + problem)
	}
	return &Results{data}
}

func (r *Results) take(n int) []byte {
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}

// Uint reads an unsigned integer.
func (r *Results) Uint() uint64 {
	n := uint64(0)
	for i, b := range r.take(8) {
		n |= uint64(b) << (8 * i)
	}
	return n
}

// Int reads an integer.
func (r *Results) Int() int64 { return int64(r.Uint()) }

// Float reads a floating-point number.
func (r *Results) Float() float64 { return math.Float64frombits(r.Uint()) }

// Bool reads a bool.
func (r *Results) Bool() bool { return r.take(1)[0] != 0 }

// Text reads a string.
func (r *Results) Text() string { return string(r.take(int(r.Uint()))) }

// Error reads an error: nil, or one with a text.
func (r *Results) Error() error {
	if !r.Bool() {
		return nil
	}
	return errors.New(r.Text())
}

// Object reads a value of the host's.
func (r *Results) Object() *Object {
	object := &Object{r.Int()}
	runtime.SetFinalizer(object, func(o *Object) { forget(o.id) })
	return object
}

// Any reads a value with its type before it.
func (r *Results) Any() any {
	switch r.take(1)[0] {
	case 'b':
		return r.Bool()
	case 'i':
		return int(r.Int())
	case 'u':
		return uint(r.Uint())
	case 'f':
		return r.Float()
	case 's':
		return r.Text()
	case 'l':
		return Slice(r, r.Any)
	case 'm':
		return Map(r, r.Any, r.Any)
	case 'o':
		return r.Object()
	}
	return nil
}

// Slice reads a slice whose elements element reads.
func Slice[T any](r *Results, element func() T) []T {
	list := make([]T, r.Int())
	for i := range list {
		list[i] = element()
	}
	return list
}

// Map reads a map.
func Map[K comparable, V any](r *Results, key func() K, value func() V) map[K]V {
	n := r.Int()
	entries := make(map[K]V, n)
	for range n {
		k := key()
		entries[k] = value()
	}
	return entries
}
