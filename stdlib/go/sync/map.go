package sync

// Map is like a Go map[any]any but is safe for concurrent use by multiple goroutines. The zero Map
// is empty and ready for use. It must not be copied after first use.
type Map struct {
	m     RWMutex
	items map[any]any
}

// Load returns the value stored in the map for a key, or nil if no value is present.
func (m *Map) Load(key any) (value any, ok bool) {
	m.m.RLock()
	defer m.m.RUnlock()
	value, ok = m.items[key]
	return value, ok
}

// Store sets the value for a key.
func (m *Map) Store(key, value any) {
	m.Swap(key, value)
}

// Clear deletes all the entries.
func (m *Map) Clear() {
	m.m.Lock()
	clear(m.items)
	m.m.Unlock()
}

// LoadOrStore returns the existing value for the key if present; otherwise it stores and returns
// the given value. loaded is true if the value was loaded.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if actual, loaded = m.Load(key); loaded {
		return actual, true
	}
	m.m.Lock()
	defer m.m.Unlock()
	if actual, loaded = m.items[key]; loaded {
		return actual, true
	}
	m.set(key, value)
	return value, false
}

// set stores under the lock.
func (m *Map) set(key, value any) {
	if m.items == nil {
		m.items = make(map[any]any)
	}
	m.items[key] = value
}

// LoadAndDelete deletes the value for a key, returning the previous value if any.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.m.Lock()
	defer m.m.Unlock()
	value, loaded = m.items[key]
	if loaded {
		delete(m.items, key)
	}
	return value, loaded
}

// Delete deletes the value for a key.
func (m *Map) Delete(key any) {
	m.LoadAndDelete(key)
}

// Swap swaps the value for a key and returns the previous value if any.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.m.Lock()
	defer m.m.Unlock()
	previous, loaded = m.items[key]
	m.set(key, value)
	return previous, loaded
}

// CompareAndSwap swaps the old and new values for key if the value stored in the map is equal to
// old. The old value must be of a comparable type.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.m.Lock()
	defer m.m.Unlock()
	value, loaded := m.items[key]
	if !loaded || value != old {
		return false
	}
	m.items[key] = new
	return true
}

// CompareAndDelete deletes the entry for key if its value is equal to old, which must be of a
// comparable type. If there is no current value for key, it returns false.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.m.Lock()
	defer m.m.Unlock()
	value, loaded := m.items[key]
	if !loaded || value != old {
		return false
	}
	delete(m.items, key)
	return true
}

// Range calls f sequentially for each key and value present in the map. If f returns false, Range
// stops the iteration. f may change the map: Range sees each key at most once.
func (m *Map) Range(f func(key, value any) bool) {
	for _, key := range m.keys() {
		if value, ok := m.Load(key); ok && !f(key, value) {
			return
		}
	}
}

func (m *Map) keys() []any {
	m.m.RLock()
	defer m.m.RUnlock()
	keys := make([]any, 0, len(m.items))
	for key := range m.items {
		keys = append(keys, key)
	}
	return keys
}
