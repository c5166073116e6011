// Package semaphore has a weighted semaphore.
package semaphore

import (
	"container/list"
	"context"
	"sync"
)

// A Weighted bounds the use of something: each user takes a weight of it, all together never more
// than its size. Who comes first gets first: a big request is not overtaken for ever by small ones.
type Weighted struct {
	size    int64
	mu      sync.Mutex
	taken   int64
	waiters list.List // of waiter
}

type waiter struct {
	weight int64
	ready  chan struct{} // closed when it has been given its weight
}

// NewWeighted returns a semaphore of that size.
func NewWeighted(n int64) *Weighted { return &Weighted{size: n} }

// Acquire takes a weight of n, waiting until it is there or ctx is done. Its error is ctx.Err();
// then nothing is taken.
func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	done := ctx.Done()
	s.mu.Lock()
	select {
	case <-done:
		s.mu.Unlock()
		return ctx.Err()
	default:
	}
	if s.fits(n) {
		s.taken += n
		s.mu.Unlock()
		return nil
	}
	if n > s.size {
		// It will never be there, and nobody else is to wait behind.
		s.mu.Unlock()
		<-done
		return ctx.Err()
	}
	ready := make(chan struct{})
	element := s.waiters.PushBack(waiter{n, ready})
	s.mu.Unlock()
	select {
	case <-done:
		return s.giveUp(ctx, element, n, ready)
	case <-ready:
		select {
		case <-done:
			s.Release(n)
			return ctx.Err()
		default:
			return nil
		}
	}
}

// fits reports whether a weight of n is there, nobody waiting before.
func (s *Weighted) fits(n int64) bool { return s.size-s.taken >= n && s.waiters.Len() == 0 }

// giveUp leaves the queue, or gives back what has been given meanwhile.
func (s *Weighted) giveUp(ctx context.Context, element *list.Element, n int64, ready chan struct{}) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-ready:
		s.taken -= n
		s.wake()
	default:
		first := s.waiters.Front() == element
		s.waiters.Remove(element)
		if first && s.size > s.taken {
			s.wake()
		}
	}
	return ctx.Err()
}

// TryAcquire takes a weight of n without waiting, and reports whether it did.
func (s *Weighted) TryAcquire(n int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.fits(n) {
		return false
	}
	s.taken += n
	return true
}

// Release gives back a weight of n. It panics if so much is not taken.
func (s *Weighted) Release(n int64) {
	s.mu.Lock()
	s.taken -= n
	if s.taken < 0 {
		s.mu.Unlock()
		panic("semaphore: released more than held")
	}
	s.wake()
	s.mu.Unlock()
}

// wake gives to those who wait, in their order, up to the first whose weight is not there.
func (s *Weighted) wake() {
	for element := s.waiters.Front(); element != nil; element = s.waiters.Front() {
		w := element.Value.(waiter)
		if s.size-s.taken < w.weight {
			return
		}
		s.taken += w.weight
		s.waiters.Remove(element)
		close(w.ready)
	}
}
