// Package iter provides basic definitions and operations related to iterators over sequences.
package iter

// Seq is an iterator over sequences of individual values. When called as seq(yield), seq calls
// yield(v) for each value v in the sequence, stopping early if yield returns false.
type Seq[V any] func(yield func(V) bool)

// Seq2 is an iterator over sequences of pairs of values, most commonly key-value pairs.
type Seq2[K, V any] func(yield func(K, V) bool)

// A coroutine runs an iterator in a goroutine of its own, in turn with its caller.
type coroutine struct {
	resume    chan bool // true: the next value; false: stop
	yielded   chan struct{}
	started   bool
	done      bool
	running   bool
	panicked  any
	panicking bool
}

func newCoroutine() *coroutine {
	return &coroutine{resume: make(chan bool), yielded: make(chan struct{})}
}

// step lets the iterator run up to its next yield or its end.
func (c *coroutine) step(more bool, body func()) {
	if c.running {
		panic("iter.Pull: next called again before yield")
	}
	c.running = true
	if !c.started {
		c.started = true
		if !more {
			c.done = true
			c.running = false
			return
		}
		go func() {
			finished := false
			defer func() {
				if !finished {
					if err := recover(); err != nil {
						c.panicking, c.panicked = true, err
					}
				}
				c.done = true
				c.yielded <- struct{}{}
			}()
			body()
			finished = true
		}()
	} else {
		c.resume <- more
	}
	<-c.yielded
	c.running = false
	if c.panicking {
		c.panicking = false
		panic(c.panicked)
	}
}

// wait gives the turn back to the caller and reports whether to go on.
func (c *coroutine) wait() bool {
	c.yielded <- struct{}{}
	return <-c.resume
}

// Pull converts the "push-style" iterator sequence seq into a "pull-style" iterator accessed by the
// two functions next and stop.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	c := newCoroutine()
	var v V
	var ok bool
	body := func() {
		seq(func(x V) bool {
			v, ok = x, true
			return c.wait()
		})
	}
	next = func() (V, bool) {
		var zero V
		if c.done {
			return zero, false
		}
		v, ok = zero, false
		c.step(true, body)
		return v, ok
	}
	stop = func() {
		if !c.done {
			c.step(false, body)
		}
	}
	return next, stop
}

// Pull2 converts the "push-style" iterator sequence seq into a "pull-style" iterator accessed by the
// two functions next and stop.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	c := newCoroutine()
	var k K
	var v V
	var ok bool
	body := func() {
		seq(func(x K, y V) bool {
			k, v, ok = x, y, true
			return c.wait()
		})
	}
	next = func() (K, V, bool) {
		var zeroK K
		var zeroV V
		if c.done {
			return zeroK, zeroV, false
		}
		k, v, ok = zeroK, zeroV, false
		c.step(true, body)
		return k, v, ok
	}
	stop = func() {
		if !c.done {
			c.step(false, body)
		}
	}
	return next, stop
}
