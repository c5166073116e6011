// Package sync provides locks and other means to order goroutines.
//
// The state of a lock is one word, which the machine changes; who must wait parks in a table of the
// machine keyed by the word's address.
package sync

// A Locker represents an object that can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a mutual exclusion lock. The zero value is an unlocked mutex. It must not be copied
// after first use.
type Mutex struct {
	state uint64
}

// Lock locks m. If the lock is already in use, the calling goroutine blocks until it is available.
func (m *Mutex) Lock()

// TryLock tries to lock m and reports whether it succeeded.
func (m *Mutex) TryLock() bool

// Unlock unlocks m. It is a run-time error if m is not locked on entry.
func (m *Mutex) Unlock()
