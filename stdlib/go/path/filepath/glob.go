package filepath

import (
	"errors"
	"internal/pattern"
	"os"
	"strings"
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name, all of it, matches the shell pattern:
//
//	'*'         any sequence of characters other than the separator
//	'?'         any one character other than the separator
//	'[' ']'     one character of a class: characters, ranges lo-hi; '^' first negates it
//	'\\' c      the character c
//	c           the character c
//
// The only possible error is ErrBadPattern; a name that does not match may hide it.
func Match(pattern, name string) (matched bool, err error) { return match(pattern, name) }

func match(shell, name string) (matched bool, err error) {
	matched, err = pattern.Match(shell, name, false)
	if err != nil {
		err = ErrBadPattern
	}
	return matched, err
}

// More separators in a pattern than that are refused: each costs a level of recursion.
const separatorsMax = 10000

// Glob returns the names of all files that match pattern, nil if there are none. It ignores errors
// of the file system; the only possible error is ErrBadPattern.
func Glob(pattern string) (matches []string, err error) { return glob(pattern, 0) }

func glob(pattern string, depth int) (matches []string, err error) {
	if depth == separatorsMax {
		return nil, ErrBadPattern
	}
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globIn(dir, file, nil)
	}
	if dir == pattern {
		return nil, ErrBadPattern
	}
	dirs, err := glob(dir, depth+1)
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		if matches, err = globIn(dir, file, matches); err != nil {
			return matches, err
		}
	}
	return matches, nil
}

// globIn appends what matches pattern in one directory.
func globIn(dir, pattern string, matches []string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return matches, nil
	}
	names, err := sortedNames(dir)
	if err != nil {
		return matches, nil
	}
	for _, name := range names {
		matched, err := Match(pattern, name)
		if err != nil {
			return matches, err
		}
		if matched {
			matches = append(matches, Join(dir, name))
		}
	}
	return matches, nil
}

func hasMeta(path string) bool { return strings.ContainsAny(path, `*?[\`) }
