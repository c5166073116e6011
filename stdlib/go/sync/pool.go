package sync

// A Pool is a set of temporary objects that may be individually saved and retrieved. It must not be
// copied after first use.
type Pool struct {
	// New optionally specifies a function to generate a value when Get would otherwise return nil.
	New func() any

	m     Mutex
	items []any
}

// More items than this are not kept: nobody needs them soon.
const poolItemsMax = 1024

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.m.Lock()
	if len(p.items) < poolItemsMax {
		p.items = append(p.items, x)
	}
	p.m.Unlock()
}

// Get selects an item from the pool, removes it and returns it; if there is none and p.New is
// non-nil, the result of calling p.New.
func (p *Pool) Get() any {
	p.m.Lock()
	if n := len(p.items); n > 0 {
		x := p.items[n-1]
		p.items[n-1] = nil
		p.items = p.items[:n-1]
		p.m.Unlock()
		return x
	}
	p.m.Unlock()
	if p.New != nil {
		return p.New()
	}
	return nil
}
