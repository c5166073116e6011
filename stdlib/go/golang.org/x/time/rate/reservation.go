package rate

import "time"

// A Reservation tells how long events have to wait for which a Limiter has taken tokens. Cancel
// gives them back.
type Reservation struct {
	ok     bool
	lim    *Limiter
	tokens int
	at     time.Time // when the events may happen
	limit  Limit     // the rate when they were reserved
}

// Reserve is ReserveN(time.Now(), 1).
func (lim *Limiter) Reserve() *Reservation { return lim.ReserveN(time.Now(), 1) }

// ReserveN takes the tokens of n events at time t and returns a Reservation that tells how long they
// have to wait. It is not OK if n exceeds the burst.
func (lim *Limiter) ReserveN(t time.Time, n int) *Reservation {
	r := lim.reserve(t, n, InfDuration)
	return &r
}

// reserve takes n tokens at time t, if they will be there after waiting longest at most.
func (lim *Limiter) reserve(t time.Time, n int, longest time.Duration) Reservation {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	if lim.limit == Inf {
		return Reservation{ok: true, lim: lim, tokens: n, at: t}
	}
	tokens := lim.at(t) - float64(n)
	var wait time.Duration
	if tokens < 0 {
		wait = lim.limit.durationOf(-tokens)
	}
	if n > lim.burst || wait > longest {
		return Reservation{lim: lim, limit: lim.limit}
	}
	at := t.Add(wait)
	lim.last, lim.tokens, lim.event = t, tokens, at
	return Reservation{ok: true, lim: lim, tokens: n, at: at, limit: lim.limit}
}

// OK reports whether the limiter can ever provide the tokens. If not, Delay returns InfDuration, and
// Cancel does nothing.
func (r *Reservation) OK() bool { return r.ok }

// Delay is DelayFrom(time.Now()).
func (r *Reservation) Delay() time.Duration { return r.DelayFrom(time.Now()) }

// DelayFrom returns how long the events have to wait, from time t on.
func (r *Reservation) DelayFrom(t time.Time) time.Duration {
	if !r.ok {
		return InfDuration
	}
	return max(r.at.Sub(t), 0)
}

// Cancel is CancelAt(time.Now()).
func (r *Reservation) Cancel() { r.CancelAt(time.Now()) }

// CancelAt says that the events will not happen and gives back their tokens, those excepted on which
// later reservations count.
func (r *Reservation) CancelAt(t time.Time) {
	if !r.ok {
		return
	}
	lim := r.lim
	lim.mu.Lock()
	defer lim.mu.Unlock()
	if lim.limit == Inf || r.tokens == 0 || r.at.Before(t) {
		return
	}
	back := float64(r.tokens) - r.limit.tokensOf(lim.event.Sub(r.at))
	if back <= 0 {
		return
	}
	lim.last, lim.tokens = t, min(lim.at(t)+back, float64(lim.burst))
	if r.at.Equal(lim.event) {
		before := r.at.Add(r.limit.durationOf(float64(-r.tokens)))
		if !before.Before(t) {
			lim.event = before
		}
	}
}
