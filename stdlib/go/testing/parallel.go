package testing

import (
	"sync"
	"sync/atomic"
	"time"
)

// Counts of parallel tests that have begun and ended.
var parallelStarted, parallelStopped atomic.Int64

// testState is shared by all tests of one round: it lets only so many of them run at once.
type testState struct {
	match    *matcher
	deadline time.Time

	mu      sync.Mutex
	start   chan bool // lets one that waits begin
	running int       // those that wait for tests below them do not count
	waiting int
	max     int
}

func newTestState(max int, match *matcher, deadline time.Time) *testState {
	// The first, sequential test runs.
	return &testState{match: match, deadline: deadline, start: make(chan bool), running: 1, max: max}
}

// acquire waits until one more test may run.
func (s *testState) acquire() {
	s.mu.Lock()
	if s.running < s.max {
		s.running++
		s.mu.Unlock()
		return
	}
	s.waiting++
	s.mu.Unlock()
	<-s.start
}

// release gives the place of a test to one that waits.
func (s *testState) release() {
	s.mu.Lock()
	if s.waiting == 0 {
		s.running--
		s.mu.Unlock()
		return
	}
	s.waiting--
	s.mu.Unlock()
	s.start <- true
}

// runningTests knows which tests run, since when, and on which goroutine.
type runningTests struct {
	mu    sync.Mutex
	since map[*common]time.Time
}

var running = runningTests{since: map[*common]time.Time{}}

func (r *runningTests) add(c *common) {
	r.mu.Lock()
	r.since[c] = time.Now()
	r.mu.Unlock()
}

func (r *runningTests) remove(c *common) {
	r.mu.Lock()
	delete(r.since, c)
	r.mu.Unlock()
}
