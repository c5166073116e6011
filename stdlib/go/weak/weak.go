// Package weak provides references to memory that do not keep it.
package weak

import "unsafe"

// A Pointer is a weak pointer to a value of type T.
type Pointer[T any] struct {
	_    [0]*T
	cell *unsafe.Pointer
}

// Make makes a weak pointer of ptr. Two of the same pointer are equal.
func Make[T any](ptr *T) Pointer[T] {
	return Pointer[T]{cell: (*unsafe.Pointer)(cell(unsafe.Pointer(ptr)))}
}

// Value returns the pointer, or nil once the value has become unreachable.
func (p Pointer[T]) Value() *T {
	if p.cell == nil {
		return nil
	}
	return (*T)(*p.cell)
}

// cell returns the cell that holds the address of ptr as long as what is there lives.
func cell(ptr unsafe.Pointer) unsafe.Pointer
