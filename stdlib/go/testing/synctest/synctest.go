// Package synctest provides support for testing concurrent code.
//
// A test runs in a bubble: the goroutines that it starts belong to it, and they have a clock of
// their own, which begins at midnight UTC 2000-01-01. Time moves on only when all goroutines of the
// bubble are durably blocked: waiting for each other or for the clock, and for nothing outside.
package synctest

import (
	"testing"
	"testing/internal/bubble"
	"time"
)

// Test runs f in a new bubble and waits until all goroutines of the bubble have ended. When they
// wait for each other for ever, the test fails. Test must not be called in a bubble.
//
// Cleanups of f's T run in the bubble, and its context belongs to it; its Run, Parallel and Deadline
// must not be called.
func Test(t *testing.T, f func(*testing.T)) {
	ok := false
	run(func() { ok = bubble.RunTest(t, f) })
	if !ok {
		t.FailNow()
	}
}

// Wait blocks until all other goroutines of the bubble are durably blocked. It must be called in a
// bubble, and by one goroutine at a time.
func Wait() { waitInBubble() }

// Sleep is time.Sleep and then Wait.
func Sleep(d time.Duration) {
	time.Sleep(d)
	Wait()
}

// deadlockError is what run panics with.
type deadlockError string

func (e deadlockError) Error() string { return string(e) }

// run runs f in a new bubble.
func run(f func()) {
	slot := prepareBubble(f)
	if slot == 0 {
		panic("synctest: too many bubbles")
	}
	runBubble(slot)
	switch finishBubble(slot) {
	case 1:
		panic(deadlockError("deadlock: main bubble goroutine has exited but blocked goroutines remain"))
	case 2:
		panic(deadlockError("deadlock: all goroutines in bubble are blocked"))
	}
}

// prepareBubble makes a bubble for f and returns a handle; 0: there are too many.
func prepareBubble(f func()) (slot int)

// runBubble starts a prepared bubble and waits for its end.
func runBubble(slot int)

// finishBubble says how it has ended: 1 with goroutines left, 2 in a deadlock.
func finishBubble(slot int) int

func waitInBubble()
