package strings

import "io"

// Replacer replaces a list of strings with replacements. It is safe for concurrent use by multiple
// goroutines.
type Replacer struct {
	oldnew []string
	// Pairs by the first byte of what is replaced, in argument order; an empty old string has its
	// own entry.
	byFirst [256][]int
	empty   int
}

// NewReplacer returns a new Replacer from a list of old, new string pairs. Replacements are
// performed in the order they appear in the target string, without overlapping matches. The old
// string comparisons are done in argument order.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	r := &Replacer{oldnew: append([]string(nil), oldnew...), empty: -1}
	for i := 0; i < len(oldnew); i += 2 {
		if old := oldnew[i]; old != "" {
			r.byFirst[old[0]] = append(r.byFirst[old[0]], i)
		} else if r.empty < 0 {
			r.empty = i
		}
	}
	return r
}

// match is the pair that replaces at the start of s, or -1.
func (r *Replacer) match(s string) int {
	best := r.empty
	if s != "" {
		for _, i := range r.byFirst[s[0]] {
			if HasPrefix(s, r.oldnew[i]) {
				if best < 0 || i < best {
					best = i
				}
				break
			}
		}
	}
	return best
}

// Replace returns a copy of s with all replacements performed.
func (r *Replacer) Replace(s string) string {
	var b Builder
	start := 0
	for i := 0; i <= len(s); {
		at := r.match(s[i:])
		if at < 0 {
			i++
			continue
		}
		old := r.oldnew[at]
		b.WriteString(s[start:i])
		b.WriteString(r.oldnew[at+1])
		i += len(old)
		start = i
		if old == "" {
			// The byte after an empty match stands for itself.
			i++
			if i <= len(s) {
				b.WriteString(s[start:i])
				start = i
			}
		}
	}
	if start == 0 {
		return s
	}
	if start < len(s) {
		b.WriteString(s[start:])
	}
	return b.String()
}

// WriteString writes s to w with all replacements performed.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}
