// Package errgroup runs groups of goroutines that work on parts of a task: it waits for all, hands
// on the first error and cancels a context for the others.
package errgroup

import (
	"context"
	"fmt"
	"sync"
)

// A Group is a collection of goroutines. Its zero value has no limit and cancels nothing. It must
// not be used again for another task.
type Group struct {
	running sync.WaitGroup
	cancel  context.CancelCauseFunc // nil: nothing to cancel
	slots   chan struct{}           // nil: no limit; has an element for each active goroutine
	once    sync.Once
	err     error
}

// WithContext returns a new Group and a context derived from ctx. The context is cancelled when a
// function of the group first returns an error, or when Wait first returns.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

// Wait blocks until all functions of the group have returned, then returns the first error, if any.
func (g *Group) Wait() error {
	g.running.Wait()
	if g.cancel != nil {
		g.cancel(g.err)
	}
	return g.err
}

// Go calls f in a new goroutine; it blocks while the group's limit does not allow one more. The
// first call of the group to return an error cancels its context; Wait returns that error.
func (g *Group) Go(f func() error) {
	if g.slots != nil {
		g.slots <- struct{}{}
	}
	g.start(f)
}

// TryGo calls f in a new goroutine if the group's limit allows one more, and reports whether it did.
func (g *Group) TryGo(f func() error) bool {
	if g.slots != nil {
		select {
		case g.slots <- struct{}{}:
		default:
			return false
		}
	}
	g.start(f)
	return true
}

func (g *Group) start(f func() error) {
	g.running.Add(1)
	go func() {
		defer g.done()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				if g.cancel != nil {
					g.cancel(err)
				}
			})
		}
	}()
}

func (g *Group) done() {
	if g.slots != nil {
		<-g.slots
	}
	g.running.Done()
}

// SetLimit limits the number of active goroutines in the group to n, negative for no limit, 0 for
// none at all. It must not be called while goroutines of the group are active.
func (g *Group) SetLimit(n int) {
	if n < 0 {
		g.slots = nil
		return
	}
	if active := len(g.slots); active != 0 {
		panic(fmt.Errorf("errgroup: modify limit while %v goroutines in the group are still active", active))
	}
	g.slots = make(chan struct{}, n)
}
