// Package rate limits how often something happens: a Limiter is a bucket of tokens.
package rate

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"
)

// Limit is a frequency of events, in events per second. A Limit of zero allows none.
type Limit float64

// Inf is the limit that allows everything, even if the burst is zero.
const Inf = Limit(math.MaxFloat64)

// InfDuration is the delay of a Reservation that is not OK.
const InfDuration = time.Duration(math.MaxInt64)

// Every returns the Limit of one event per interval.
func Every(interval time.Duration) Limit {
	if interval <= 0 {
		return Inf
	}
	return 1 / Limit(interval.Seconds())
}

// durationOf is the time in which so many tokens come in.
func (limit Limit) durationOf(tokens float64) time.Duration {
	if limit <= 0 {
		return InfDuration
	}
	duration := tokens / float64(limit) * float64(time.Second)
	if duration > float64(math.MaxInt64) {
		return InfDuration
	}
	return time.Duration(duration)
}

// tokensOf is how many tokens come in in such a time.
func (limit Limit) tokensOf(duration time.Duration) float64 {
	if limit <= 0 {
		return 0
	}
	return duration.Seconds() * float64(limit)
}

// A Limiter controls how often events may happen: it is a bucket of up to burst tokens, full at
// first, into which tokens come at the rate of limit; each event takes one. Allow refuses events for
// which there is no token, Reserve says when they may happen, Wait waits until then. Its zero value
// allows nothing. It may be used by several goroutines at once.
type Limiter struct {
	mu     sync.Mutex
	limit  Limit
	burst  int
	tokens float64
	last   time.Time // when tokens was right
	event  time.Time // the latest time for which tokens have been taken
}

// NewLimiter returns a Limiter that allows events at the rate r and bursts of up to b of them.
func NewLimiter(r Limit, b int) *Limiter { return &Limiter{limit: r, burst: b, tokens: float64(b)} }

// Limit returns the rate of events.
func (lim *Limiter) Limit() Limit {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	return lim.limit
}

// Burst returns how many events may happen at once.
func (lim *Limiter) Burst() int {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	return lim.burst
}

// Tokens returns how many tokens there are now.
func (lim *Limiter) Tokens() float64 { return lim.TokensAt(time.Now()) }

// TokensAt returns how many tokens there are at time t.
func (lim *Limiter) TokensAt(t time.Time) float64 {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	return lim.at(t)
}

// at is how many tokens there are at time t; the mutex is held.
func (lim *Limiter) at(t time.Time) float64 {
	last := lim.last
	if t.Before(last) {
		last = t
	}
	return min(lim.tokens+lim.limit.tokensOf(t.Sub(last)), float64(lim.burst))
}

// SetLimit is SetLimitAt(time.Now(), newLimit).
func (lim *Limiter) SetLimit(newLimit Limit) { lim.SetLimitAt(time.Now(), newLimit) }

// SetLimitAt sets a new rate from time t on. Reservations made before keep their times.
func (lim *Limiter) SetLimitAt(t time.Time, newLimit Limit) {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	lim.last, lim.tokens = t, lim.at(t)
	lim.limit = newLimit
}

// SetBurst is SetBurstAt(time.Now(), newBurst).
func (lim *Limiter) SetBurst(newBurst int) { lim.SetBurstAt(time.Now(), newBurst) }

// SetBurstAt sets a new size of bursts from time t on.
func (lim *Limiter) SetBurstAt(t time.Time, newBurst int) {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	lim.last, lim.tokens = t, lim.at(t)
	lim.burst = newBurst
}

// Allow reports whether an event may happen now.
func (lim *Limiter) Allow() bool { return lim.AllowN(time.Now(), 1) }

// AllowN reports whether n events may happen at time t; if so, it takes their tokens.
func (lim *Limiter) AllowN(t time.Time, n int) bool { return lim.reserve(t, n, 0).ok }

// Wait is WaitN(ctx, 1).
func (lim *Limiter) Wait(ctx context.Context) error { return lim.WaitN(ctx, 1) }

// WaitN blocks until n events may happen. It returns an error if n exceeds the burst, if ctx is
// done, or if the wait would be longer than the deadline of ctx allows.
func (lim *Limiter) WaitN(ctx context.Context, n int) error {
	lim.mu.Lock()
	burst, limit := lim.burst, lim.limit
	lim.mu.Unlock()
	if n > burst && limit != Inf {
		return fmt.Errorf("rate: Wait(n=%d) exceeds limiter's burst %d", n, burst)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	now, longest := time.Now(), InfDuration
	if deadline, ok := ctx.Deadline(); ok {
		longest = deadline.Sub(now)
	}
	r := lim.reserve(now, n, longest)
	if !r.ok {
		return fmt.Errorf("rate: Wait(n=%d) would exceed context deadline", n)
	}
	delay := r.DelayFrom(now)
	if delay == 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		// Others may go earlier.
		r.Cancel()
		return ctx.Err()
	}
}
