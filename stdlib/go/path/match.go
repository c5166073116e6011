package path

import (
	"errors"
	"internal/pattern"
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name, all of it, matches the shell pattern:
//
//	'*'         any sequence of characters other than '/'
//	'?'         any one character other than '/'
//	'[' ']'     one character of a class: characters, ranges lo-hi; '^' first negates it
//	'\\' c      the character c
//	c           the character c
//
// The only possible error is ErrBadPattern.
func Match(pattern, name string) (matched bool, err error) { return match(pattern, name) }

func match(shell, name string) (matched bool, err error) {
	matched, err = pattern.Match(shell, name, true)
	if err != nil {
		err = ErrBadPattern
	}
	return matched, err
}
