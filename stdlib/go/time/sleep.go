package time

// now returns seconds and nanoseconds since 1970, and the monotonic clock.
func now() (sec int64, nsec int32, mono int64)

// runtimeNano returns the monotonic clock.
func runtimeNano() int64

// Monotonic times are reported as offsets from startNano, and are never 0.
var startNano = runtimeNano() - 1

// Sleep pauses the current goroutine for at least the duration d.
func Sleep(d Duration)

// runtimeTimer is the machine's part of a Timer or Ticker.
type runtimeTimer struct {
	when, period, place, lock, start uintptr
	channel                          chan Time
	function                         func()
	location                         *Location
	clock                            uintptr
}

// startTimer starts a zeroed timer: it sends the time (in the given location, since the given start
// of the monotonic clock) on the channel, or calls the function, d from now and then every period.
func startTimer(r *runtimeTimer, channel chan Time, function func(), location *Location, start, d, period int64)
func stopTimer(r *runtimeTimer) bool
func resetTimer(r *runtimeTimer, d, period int64) bool

// The Timer type represents a single event. When the Timer expires, the current time will be sent
// on C, unless the Timer was created by AfterFunc.
type Timer struct {
	C       <-chan Time
	started bool
	r       runtimeTimer
}

// NewTimer creates a new Timer that will send the current time on its channel after at least
// duration d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, started: true}
	startTimer(&t.r, c, nil, Local, startNano, int64(d), 0)
	return t
}

// Stop prevents the Timer from firing. It returns true if the call stops the timer, false if the
// timer has already expired or been stopped.
func (t *Timer) Stop() bool {
	if !t.started {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(&t.r)
}

// Reset changes the timer to expire after duration d. It returns true if the timer had been active,
// false if the timer had expired or been stopped.
func (t *Timer) Reset(d Duration) bool {
	if !t.started {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(&t.r, int64(d), 0)
}

// After waits for the duration to elapse and then sends the current time on the returned channel.
func After(d Duration) <-chan Time {
	return NewTimer(d).C
}

// AfterFunc waits for the duration to elapse and then calls f in its own goroutine. It returns a
// Timer that can be used to cancel the call using its Stop method; its C field is nil.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{started: true}
	startTimer(&t.r, nil, f, nil, startNano, int64(d), 0)
	return t
}
