package http

// A Header represents the key-value pairs in an HTTP header. The keys should be in canonical form,
// as returned by CanonicalHeaderKey.
type Header map[string][]string

// CanonicalHeaderKey returns the canonical format of the header key s: the first letter and any
// letter following a hyphen in upper case, the rest in lower case.
func CanonicalHeaderKey(s string) string {
	b := []byte(s)
	upper := true
	for i, c := range b {
		if c <= ' ' || c >= 0x7f {
			return s
		}
		switch {
		case upper && 'a' <= c && c <= 'z':
			b[i] = c - 32
		case !upper && 'A' <= c && c <= 'Z':
			b[i] = c + 32
		}
		upper = c == '-'
	}
	return string(b)
}

// Add adds the key, value pair to the header.
func (h Header) Add(key, value string) {
	key = CanonicalHeaderKey(key)
	h[key] = append(h[key], value)
}

// Set sets the header entries associated with key to the single element value.
func (h Header) Set(key, value string) { h[CanonicalHeaderKey(key)] = []string{value} }

// Get gets the first value associated with the given key.
func (h Header) Get(key string) string {
	if v := h[CanonicalHeaderKey(key)]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Values returns all values associated with the given key.
func (h Header) Values(key string) []string { return h[CanonicalHeaderKey(key)] }

// Del deletes the values associated with key.
func (h Header) Del(key string) { delete(h, CanonicalHeaderKey(key)) }

// Clone returns a copy of h or nil if h is nil.
func (h Header) Clone() Header {
	if h == nil {
		return nil
	}
	h2 := make(Header, len(h))
	for k, v := range h {
		h2[k] = append([]string(nil), v...)
	}
	return h2
}
