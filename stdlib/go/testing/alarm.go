package testing

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// alarm is the machine's part of the timeout: a timer that does not keep a deadlock from being
// noticed.
type alarm struct {
	when, period, place, lock, start uintptr
	channel                          chan bool
	function                         func()
	location                         *time.Location
	clock                            uintptr
}

func startAlarm(a *alarm, d int64, function func())
func stopAlarm(a *alarm)

// panicWithTraces has a panic that ends the program print the traces of all goroutines.
func panicWithTraces()

func setWorkers(count int) { runtime.GOMAXPROCS(count) }

// startAlarm has the program panic when the timeout is over.
func (m *M) startAlarm() (deadline time.Time) {
	if *timeout <= 0 {
		return time.Time{}
	}
	deadline = time.Now().Add(*timeout)
	startAlarm(&m.alarm, int64(*timeout), func() {
		panicWithTraces()
		panic("test timed out after " + timeout.String() + running.list())
	})
	return deadline
}

func (m *M) stopAlarm() {
	if *timeout > 0 {
		stopAlarm(&m.alarm)
	}
}

// list returns the running tests for the message of a timeout.
func (r *runningTests) list() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var lines []string
	for c, since := range r.since {
		if c.name != "" {
			lines = append(lines, fmt.Sprintf("\n\t%s (%v)", c.name, time.Since(since).Round(time.Second)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	slices.Sort(lines)
	return "\nrunning tests:" + strings.Join(lines, "")
}
