package rate

import (
	"sync"
	"time"
)

// Sometimes does something now and then: the first First times, each Every-th time, and when
// Interval has passed since it last did, whichever of them says so. Its zero value does it once.
type Sometimes struct {
	First    int           // if positive, the first so many calls of Do run f
	Every    int           // if positive, each so many-th call of Do runs f
	Interval time.Duration // if positive, f runs when so much time has passed since it last did

	mu    sync.Mutex
	count int
	last  time.Time
}

// Do runs f as the fields say, the first call in any case. While it does, other calls wait; f must
// not call Do.
func (s *Sometimes) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.count == 0 || s.count < s.First ||
		s.Every > 0 && s.count%s.Every == 0 ||
		s.Interval > 0 && time.Since(s.last) >= s.Interval {
		f()
		if s.Interval > 0 {
			s.last = time.Now()
		}
	}
	s.count++
}
