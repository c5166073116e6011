package time

// A Ticker holds a channel that delivers "ticks" of a clock at intervals.
type Ticker struct {
	C       <-chan Time
	started bool
	r       runtimeTimer
}

// NewTicker returns a new Ticker containing a channel that will send the current time on the channel
// after each tick. The ticker drops ticks to make up for slow receivers. The duration d must be
// greater than zero; if not, NewTicker panics.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c, started: true}
	startTimer(&t.r, c, nil, Local, startNano, int64(d), int64(d))
	return t
}

// Stop turns off a ticker. It does not close the channel.
func (t *Ticker) Stop() {
	if t.started {
		stopTimer(&t.r)
	}
}

// Reset stops a ticker and resets its period to the specified duration.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if !t.started {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTimer(&t.r, int64(d), int64(d))
}

// Tick returns the channel of a new Ticker; nil if d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
