package testing

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
)

// matcher makes names of subtests unique and decides which tests to run.
type matcher struct {
	filter pattern
	skip   pattern

	mu    sync.Mutex
	names map[string]int // how often a name was asked for
}

// pattern is what -run takes: alternatives, each a list of regular expressions for the parts of a
// name between slashes.
type pattern [][]string

// matches reports whether a name matches, or would if further parts followed (partial).
func (p pattern) matches(parts []string) (ok, partial bool) {
	for _, elements := range p {
		if ok, partial := matchElements(elements, parts); ok {
			return true, partial
		}
	}
	return false, false
}

func matchElements(elements, parts []string) (ok, partial bool) {
	for i, part := range parts {
		if i < len(elements) {
			if ok, _ := matchString(elements[i], part); !ok {
				return false, false
			}
		}
	}
	return true, len(parts) < len(elements)
}

// check ends the program when an expression is malformed.
func (p pattern) check(flag string) {
	for i, elements := range p {
		for j, element := range elements {
			if _, problem := matchString(element, "non-empty"); problem != "" {
				alternation := ""
				if len(p) > 1 {
					alternation = fmt.Sprintf("alternation %d of ", i)
				}
				fmt.Fprintf(os.Stderr, "testing: invalid regexp for %selement %d of %s (%q): %s\n",
					alternation, j, flag, element, problem)
				os.Exit(1)
			}
		}
	}
}

// matchString reports whether a regular expression matches a part of text; problem says what is
// wrong with it.
func matchString(expression, text string) (ok bool, problem string)

// newMatcher reads the values of flag and of -test.skip.
func newMatcher(filter, flag, skip string) *matcher {
	m := &matcher{filter: pattern{nil}, names: map[string]int{}}
	if filter != "" {
		m.filter = splitPattern(filter)
		m.filter.check(flag)
	}
	if skip != "" {
		m.skip = splitPattern(skip)
		m.skip.check("-test.skip")
	}
	return m
}

// splitPattern splits at slashes and bars that stand in no brackets.
func splitPattern(text string) pattern {
	var all pattern
	var elements []string
	brackets, parentheses, from := 0, 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			brackets++
		case ']':
			brackets = max(brackets-1, 0)
		case '(':
			if brackets == 0 {
				parentheses++
			}
		case ')':
			if brackets == 0 {
				parentheses--
			}
		case '\\':
			i++
		case '/', '|':
			if brackets == 0 && parentheses == 0 {
				elements = append(elements, readable(text[from:i]))
				from = i + 1
				if text[i] == '|' {
					all = append(all, elements)
					elements = nil
				}
			}
		}
	}
	return append(all, append(elements, readable(text[from:])))
}

// fullName returns the name of a test below c (nil or the root: a top-level test) and whether to
// run it; partial says that only tests below it match.
func (m *matcher) fullName(c *common, name string) (full string, ok, partial bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	full = name
	if c != nil && c.level > 0 {
		full = m.unique(c.name + "/" + readable(name))
	}
	parts := strings.Split(full, "/")
	ok, partial = m.filter.matches(parts)
	if !ok {
		return full, false, false
	}
	if skip, partialSkip := m.skip.matches(parts); skip && !partialSkip {
		return full, false, false
	}
	return full, ok, partial
}

// unique adds a number to a name that was given before: "#01". The numbered name may have been
// given to a test that is called so.
func (m *matcher) unique(base string) string {
	for {
		n := m.names[base]
		m.names[base] = n + 1
		if n == 0 && !strings.HasSuffix(base, "/") {
			if before, number := splitNumber(base); before != base && number < m.names[before] {
				continue
			}
			return base
		}
		if name := fmt.Sprintf("%s#%02d", base, n); m.names[name] == 0 {
			return name
		}
	}
}

// splitNumber splits "name#07"; a name without a number that unique would give is returned whole.
func splitNumber(name string) (before string, number int) {
	at := strings.LastIndexByte(name, '#')
	if at < 0 {
		return name, 0
	}
	before, digits := name[:at], name[at+1:]
	wrongLength := len(digits) < 2 || len(digits) > 2 && digits[0] == '0'
	// Only a test without a name is given #00.
	if wrongLength || digits == "00" && !strings.HasSuffix(before, "/") {
		return name, 0
	}
	number, err := strconv.Atoi(digits)
	if err != nil || number < 0 {
		return name, 0
	}
	return before, number
}

// readable replaces white space by underscores and what cannot be printed by its escape.
func readable(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case isSpaceInName(r):
			b.WriteByte('_')
		case !strconv.IsPrint(r):
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isSpaceInName(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
