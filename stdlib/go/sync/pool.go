package sync

import "sync/atomic"

// A Pool is a set of temporary objects that may be individually saved and retrieved. It must not be
// copied after first use.
type Pool struct {
	// New optionally specifies a function to generate a value when Get would otherwise return nil.
	New func() any

	// A stack without a lock: goroutines that want an item never queue behind each other, so an item
	// that has been put back is there for the next one at once. Items are never used twice, and the
	// collector keeps what somebody still looks at, so a head that is the same is the same stack.
	head  atomic.Pointer[poolItem]
	count atomic.Int32
}

type poolItem struct {
	value any
	next  *poolItem
}

// More items than this are not kept: nobody needs them soon.
const poolItemsMax = 1024

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil || p.count.Load() >= poolItemsMax {
		return
	}
	p.count.Add(1)
	item := &poolItem{value: x}
	for {
		item.next = p.head.Load()
		if p.head.CompareAndSwap(item.next, item) {
			return
		}
	}
}

// Get selects an item from the pool, removes it and returns it; if there is none and p.New is
// non-nil, the result of calling p.New.
func (p *Pool) Get() any {
	for {
		item := p.head.Load()
		if item == nil {
			break
		}
		if p.head.CompareAndSwap(item, item.next) {
			p.count.Add(-1)
			return item.value
		}
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}
