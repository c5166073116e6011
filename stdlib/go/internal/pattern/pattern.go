// Package pattern matches names with shell patterns, for packages path and path/filepath.
package pattern

import (
	"errors"
	"unicode/utf8"
)

var errBad = errors.New("syntax error in pattern")

// Match reports whether name, all of it, matches the shell pattern. It stops where it sees that it
// does not; wholly: it reads the pattern to its end even so, to see whether it is well formed. The
// error says that it is not.
func Match(pattern, name string, wholly bool) (matched bool, err error) {
	for len(pattern) > 0 {
		var star bool
		var chunk string
		star, chunk, pattern = nextChunk(pattern)
		if star && chunk == "" {
			return !hasSlash(name), nil
		}
		rest, ok, err := matchSomewhere(chunk, name, star, pattern == "")
		if err != nil {
			return false, err
		}
		if !ok && wholly {
			return false, wellFormed(pattern)
		}
		if !ok {
			return false, nil
		}
		name = rest
	}
	return name == "", nil
}

func hasSlash(name string) bool {
	for i := 0; i < len(name); i++ {
		if name[i] == '/' {
			return true
		}
	}
	return false
}

// wellFormed is the error of what is left of a pattern that already cannot match.
func wellFormed(pattern string) error {
	for len(pattern) > 0 {
		var chunk string
		_, chunk, pattern = nextChunk(pattern)
		if _, _, err := matchChunk(chunk, ""); err != nil {
			return err
		}
	}
	return nil
}

// nextChunk cuts pattern behind its first stars and before the next star outside a class. star:
// there were stars at the start.
func nextChunk(pattern string) (star bool, chunk, rest string) {
	for len(pattern) > 0 && pattern[0] == '*' {
		pattern = pattern[1:]
		star = true
	}
	inClass := false
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '*':
			if !inClass {
				return star, pattern[:i], pattern[i:]
			}
		}
	}
	return star, pattern, ""
}

// matchSomewhere matches chunk at the start of name or, behind a star, at the first place where it
// matches. The last chunk has to take all that is left.
func matchSomewhere(chunk, name string, star, last bool) (rest string, ok bool, err error) {
	for skip := 0; ; skip++ {
		rest, ok, err := matchChunk(chunk, name[skip:])
		if err != nil {
			return "", false, err
		}
		if ok && (!last || rest == "") {
			return rest, true, nil
		}
		if !star || skip == len(name) || name[skip] == '/' {
			return "", false, nil
		}
	}
}

// matchChunk matches a chunk, which has no stars, at the start of name and returns what follows. It
// reads the chunk to its end even when it cannot match any more, to see whether it is well formed.
func matchChunk(chunk, name string) (rest string, ok bool, err error) {
	failed := false
	for len(chunk) > 0 {
		failed = failed || name == ""
		switch chunk[0] {
		case '[':
			var r rune
			if !failed {
				var width int
				r, width = utf8.DecodeRuneInString(name)
				name = name[width:]
			}
			var in bool
			if in, chunk, err = matchClass(chunk[1:], r); err != nil {
				return "", false, err
			}
			failed = failed || !in
			continue
		case '?':
			if !failed {
				failed = name[0] == '/'
				_, width := utf8.DecodeRuneInString(name)
				name = name[width:]
			}
			chunk = chunk[1:]
			continue
		case '\\':
			if chunk = chunk[1:]; chunk == "" {
				return "", false, errBad
			}
		}
		if !failed {
			failed = chunk[0] != name[0]
			name = name[1:]
		}
		chunk = chunk[1:]
	}
	if failed {
		return "", false, nil
	}
	return name, true, nil
}

// matchClass reads a class behind its '[' and reports whether r is in it.
func matchClass(class string, r rune) (in bool, rest string, err error) {
	negated := class != "" && class[0] == '^'
	if negated {
		class = class[1:]
	}
	for first := true; first || class == "" || class[0] != ']'; first = false {
		low, next, err := classRune(class)
		if err != nil {
			return false, "", err
		}
		high := low
		if next[0] == '-' {
			if high, next, err = classRune(next[1:]); err != nil {
				return false, "", err
			}
		}
		in = in || low <= r && r <= high
		class = next
	}
	return in != negated, class[1:], nil
}

// classRune reads a character of a class, behind which something has to follow.
func classRune(class string) (r rune, rest string, err error) {
	if class == "" || class[0] == '-' || class[0] == ']' {
		return 0, "", errBad
	}
	if class[0] == '\\' {
		if class = class[1:]; class == "" {
			return 0, "", errBad
		}
	}
	r, width := utf8.DecodeRuneInString(class)
	rest = class[width:]
	if r == utf8.RuneError && width == 1 || rest == "" {
		return 0, "", errBad
	}
	return r, rest, nil
}
