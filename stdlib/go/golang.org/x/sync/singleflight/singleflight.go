// Package singleflight keeps calls that do the same from being made at the same time: whoever asks
// while one is under way gets its results.
package singleflight

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// A Group is a name space of calls. Its zero value is ready.
type Group struct {
	mu    sync.Mutex
	calls map[string]*call // those under way
}

// Result holds the results of Do, to be passed through a channel.
type Result struct {
	Val    any
	Err    error
	Shared bool
}

type call struct {
	done     sync.WaitGroup
	value    any
	err      error
	sharers  int
	channels []chan<- Result
}

// errGoexit stands for a function that has ended its goroutine.
var errGoexit = errors.New("runtime.Goexit was called")

// panicError is the panic of a function, for those who share its results.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("%v\n\n%s", p.value, p.stack) }

func (p *panicError) Unwrap() error {
	err, _ := p.value.(error)
	return err
}

func newPanicError(value any) error {
	stack := debug.Stack()
	// The first line names a goroutine that may be gone when this is printed.
	if end := bytes.IndexByte(stack, '\n'); end >= 0 {
		stack = stack[end+1:]
	}
	return &panicError{value, stack}
}

// Do calls fn and returns its results, unless a call for the same key is under way: then it waits
// for that one and returns its results. shared: more than one caller got them.
func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool) {
	g.mu.Lock()
	if c, ok := g.calls[key]; ok {
		c.sharers++
		g.mu.Unlock()
		c.done.Wait()
		if p, ok := c.err.(*panicError); ok {
			panic(p)
		}
		if c.err == errGoexit {
			runtime.Goexit()
		}
		return c.value, c.err, true
	}
	c := g.add(key)
	g.mu.Unlock()
	g.run(c, key, fn)
	return c.value, c.err, c.sharers > 0
}

// DoChan is like Do but returns a channel on which the results will arrive. The channel is not
// closed.
func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result {
	channel := make(chan Result, 1)
	g.mu.Lock()
	if c, ok := g.calls[key]; ok {
		c.sharers++
		c.channels = append(c.channels, channel)
		g.mu.Unlock()
		return channel
	}
	c := g.add(key)
	c.channels = []chan<- Result{channel}
	g.mu.Unlock()
	go g.run(c, key, fn)
	return channel
}

// Forget makes the next call for key a new one, whether or not one is under way.
func (g *Group) Forget(key string) {
	g.mu.Lock()
	delete(g.calls, key)
	g.mu.Unlock()
}

func (g *Group) add(key string) *call {
	if g.calls == nil {
		g.calls = make(map[string]*call)
	}
	c := new(call)
	c.done.Add(1)
	g.calls[key] = c
	return c
}

// run makes the call and hands out its results, also when fn panics or ends its goroutine.
func (g *Group) run(c *call, key string, fn func() (any, error)) {
	returned, recovered := false, false
	defer func() {
		if !returned && !recovered {
			c.err = errGoexit
		}
		g.finish(c, key)
	}()
	func() {
		defer func() {
			if !returned {
				// A recovered value of nil: it is Goexit that runs this.
				if value := recover(); value != nil {
					c.err = newPanicError(value)
				}
			}
		}()
		c.value, c.err = fn()
		returned = true
	}()
	if !returned {
		recovered = true
	}
}

func (g *Group) finish(c *call, key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c.done.Done()
	if g.calls[key] == c {
		delete(g.calls, key)
	}
	if p, ok := c.err.(*panicError); ok {
		if len(c.channels) > 0 {
			// Whoever waits for the channel would wait for ever: nothing may recover this.
			go panic(p)
			select {}
		}
		panic(p)
	}
	if c.err == errGoexit {
		return
	}
	for _, channel := range c.channels {
		channel <- Result{c.value, c.err, c.sharers > 0}
	}
}
