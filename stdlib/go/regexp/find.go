package regexp

import "io"

// Find returns a slice holding the text of the leftmost match in b of the regular expression. A return
// value of nil indicates no match.
func (re *Regexp) Find(b []byte) []byte {
	m := re.first(text(b))
	if m == nil {
		return nil
	}
	return b[m[0]:m[1]:m[1]]
}

// FindIndex returns a two-element slice of integers defining the location of the leftmost match in b of
// the regular expression. The match itself is at b[loc[0]:loc[1]]. A return value of nil indicates no
// match.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.FindStringIndex(text(b)) }

// FindString returns a string holding the text of the leftmost match in s of the regular expression. If
// there is no match, the return value is an empty string, but it will also be empty if the regular
// expression matches an empty string.
func (re *Regexp) FindString(s string) string {
	m := re.first(s)
	if m == nil {
		return ""
	}
	return s[m[0]:m[1]]
}

// FindStringIndex returns a two-element slice of integers defining the location of the leftmost match
// in s of the regular expression. The match itself is at s[loc[0]:loc[1]]. A return value of nil
// indicates no match.
func (re *Regexp) FindStringIndex(s string) (loc []int) {
	m := re.first(s)
	if m == nil {
		return nil
	}
	return m[0:2]
}

// FindReaderIndex returns a two-element slice of integers defining the location of the leftmost match
// of the regular expression in text read from the io.RuneReader. A return value of nil indicates no
// match.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) { return re.FindStringIndex(readAll(r)) }

// FindSubmatch returns a slice of slices holding the text of the leftmost match of the regular
// expression in b and the matches, if any, of its subexpressions. A return value of nil indicates no
// match.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	m := re.first(text(b))
	if m == nil {
		return nil
	}
	return parts(b, m)
}

func parts(b []byte, m []int) [][]byte {
	list := make([][]byte, len(m)/2)
	for i := range list {
		if m[2*i] >= 0 {
			list[i] = b[m[2*i]:m[2*i+1]:m[2*i+1]]
		}
	}
	return list
}

func stringParts(s string, m []int) []string {
	list := make([]string, len(m)/2)
	for i := range list {
		if m[2*i] >= 0 {
			list[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return list
}

// FindSubmatchIndex returns a slice holding the index pairs identifying the leftmost match of the
// regular expression in b and the matches, if any, of its subexpressions. A return value of nil
// indicates no match.
func (re *Regexp) FindSubmatchIndex(b []byte) []int { return re.first(text(b)) }

// FindStringSubmatch returns a slice of strings holding the text of the leftmost match of the regular
// expression in s and the matches, if any, of its subexpressions. A return value of nil indicates no
// match.
func (re *Regexp) FindStringSubmatch(s string) []string {
	m := re.first(s)
	if m == nil {
		return nil
	}
	return stringParts(s, m)
}

// FindStringSubmatchIndex returns a slice holding the index pairs identifying the leftmost match of the
// regular expression in s and the matches, if any, of its subexpressions. A return value of nil
// indicates no match.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.first(s) }

// FindReaderSubmatchIndex returns a slice holding the index pairs identifying the leftmost match of the
// regular expression of text read by the io.RuneReader, and the matches, if any, of its subexpressions.
// A return value of nil indicates no match.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int { return re.first(readAll(r)) }

// each makes a list of something of each match; without matches it is nil.
func each[T any](matches [][]int, of func(m []int) T) []T {
	var list []T
	for _, m := range matches {
		list = append(list, of(m))
	}
	return list
}

// FindAll is the All version of Find; it returns a slice of all successive matches of the expression. A
// return value of nil indicates no match.
func (re *Regexp) FindAll(b []byte, n int) [][]byte {
	return each(re.matches(text(b), n, false), func(m []int) []byte { return b[m[0]:m[1]:m[1]] })
}

// FindAllIndex is the All version of FindIndex; it returns a slice of all successive matches of the
// expression. A return value of nil indicates no match.
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int { return re.FindAllStringIndex(text(b), n) }

// FindAllString is the All version of FindString; it returns a slice of all successive matches of the
// expression. A return value of nil indicates no match.
func (re *Regexp) FindAllString(s string, n int) []string {
	return each(re.matches(s, n, false), func(m []int) string { return s[m[0]:m[1]] })
}

// FindAllStringIndex is the All version of FindStringIndex; it returns a slice of all successive
// matches of the expression. A return value of nil indicates no match.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return each(re.matches(s, n, false), func(m []int) []int { return m[0:2] })
}

// FindAllSubmatch is the All version of FindSubmatch; it returns a slice of all successive matches of
// the expression. A return value of nil indicates no match.
func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	return each(re.matches(text(b), n, false), func(m []int) [][]byte { return parts(b, m) })
}

// FindAllSubmatchIndex is the All version of FindSubmatchIndex; it returns a slice of all successive
// matches of the expression. A return value of nil indicates no match.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int { return re.matches(text(b), n, false) }

// FindAllStringSubmatch is the All version of FindStringSubmatch; it returns a slice of all successive
// matches of the expression. A return value of nil indicates no match.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return each(re.matches(s, n, false), func(m []int) []string { return stringParts(s, m) })
}

// FindAllStringSubmatchIndex is the All version of FindStringSubmatchIndex; it returns a slice of all
// successive matches of the expression. A return value of nil indicates no match.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int { return re.matches(s, n, false) }
