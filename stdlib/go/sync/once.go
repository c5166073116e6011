package sync

import "sync/atomic"

// Once is an object that will perform exactly one action. It must not be copied after first use.
type Once struct {
	done atomic.Uint32
	m    Mutex
}

// Do calls f if and only if Do is being called for the first time for this instance of Once. No
// call returns before the one call of f has; if f panics, Do considers it to have returned.
func (o *Once) Do(f func()) {
	if o.done.Load() == 0 {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if o.done.Load() == 0 {
		defer o.done.Store(1)
		f()
	}
}

// outcome is how the one call behind OnceFunc and its kin ended.
type outcome struct {
	once     Once
	returned bool
	value    any
}

// run calls f the first time; panics each time with what f panicked with.
func (o *outcome) run(f func()) {
	o.once.Do(func() {
		defer func() {
			if !o.returned {
				o.value = recover()
				panic(o.value)
			}
		}()
		f()
		o.returned = true
	})
	if !o.returned {
		panic(o.value)
	}
}

// OnceFunc returns a function that invokes f only once. If f panics, the returned function panics
// with the same value on every call.
func OnceFunc(f func()) func() {
	o := new(outcome)
	return func() {
		o.run(func() {
			g := f
			f = nil // f need not live on.
			g()
		})
	}
}

// OnceValue returns a function that invokes f only once and returns the value returned by f.
func OnceValue[T any](f func() T) func() T {
	o := new(outcome)
	var result T
	return func() T {
		o.run(func() {
			g := f
			f = nil
			result = g()
		})
		return result
	}
}

// OnceValues returns a function that invokes f only once and returns the values returned by f.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	o := new(outcome)
	var first T1
	var second T2
	return func() (T1, T2) {
		o.run(func() {
			g := f
			f = nil
			first, second = g()
		})
		return first, second
	}
}
