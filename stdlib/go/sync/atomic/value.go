package atomic

// A Value provides an atomic load and store of a consistently typed value. The zero value for a
// Value returns nil from Load. An interface is one word, so that this word is all there is to do.
type Value struct {
	v any
}

// Load returns the value set by the most recent Store, or nil.
func (v *Value) Load() (val any)

// Store sets the value. All values stored in a Value must be of the same concrete type; a value of
// another type, or nil, panics.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	for {
		old := v.Load()
		if old != nil && !sameType(old, val) {
			panic("sync/atomic: store of inconsistently typed value into Value")
		}
		if v.replace(old, val) {
			return
		}
	}
}

// Swap stores new and returns the previous value, nil if the Value is empty.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	for {
		old = v.Load()
		if old != nil && !sameType(old, new) {
			panic("sync/atomic: swap of inconsistently typed value into Value")
		}
		if v.replace(old, new) {
			return old
		}
	}
}

// CompareAndSwap executes the compare-and-swap operation for the Value. old must be of a comparable
// type.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && !sameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	for {
		current := v.Load()
		if current != nil && !sameType(current, new) {
			panic("sync/atomic: compare and swap of inconsistently typed value into Value")
		}
		if current != old {
			return false
		}
		if v.replace(current, new) {
			return true
		}
	}
}

// replace stores new if the value is still the very word old.
func (v *Value) replace(old, new any) bool

// sameType reports whether both have the same dynamic type.
func sameType(a, b any) bool
