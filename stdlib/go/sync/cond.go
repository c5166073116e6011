package sync

// Cond implements a condition variable: a rendezvous point for goroutines waiting for or announcing
// the occurrence of an event. It must not be copied after first use.
type Cond struct {
	// L is held while observing or changing the condition.
	L Locker

	notify  notifyList
	checker *Cond
}

// NewCond returns a new Cond with Locker l.
func NewCond(l Locker) *Cond {
	return &Cond{L: l}
}

// Wait unlocks c.L and suspends the calling goroutine; locks c.L again before it returns.
func (c *Cond) Wait() {
	c.check()
	ticket := notifyAdd(&c.notify)
	c.L.Unlock()
	notifyWait(&c.notify, ticket)
	c.L.Lock()
}

// Signal wakes one goroutine waiting on c, if there is any: the one that has waited longest.
func (c *Cond) Signal() {
	c.check()
	notifyOne(&c.notify)
}

// Broadcast wakes all goroutines waiting on c.
func (c *Cond) Broadcast() {
	c.check()
	notifyAll(&c.notify)
}

func (c *Cond) check() {
	if c.checker == nil {
		c.checker = c
	} else if c.checker != c {
		panic("sync.Cond is copied")
	}
}

// notifyList has the ticket that the next waiter takes, and the next to be notified.
type notifyList struct {
	wait, notify uint64
}

func notifyAdd(l *notifyList) uint64
func notifyWait(l *notifyList, ticket uint64)
func notifyOne(l *notifyList)
func notifyAll(l *notifyList)
