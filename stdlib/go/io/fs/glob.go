package fs

import "path"

// A GlobFS is a file system with its own way to find names by a pattern.
type GlobFS interface {
	FS
	// Glob returns the names of all files that match pattern, as the function Glob does.
	Glob(pattern string) ([]string, error)
}

// More separators in a pattern than that are refused: each costs a level of recursion.
const separatorsMax = 10000

// Glob returns the names of all files that match pattern, nil if there are none; path.Match has the
// form of patterns. It ignores errors of the file system; the only possible error is
// path.ErrBadPattern.
func Glob(fsys FS, pattern string) (matches []string, err error) { return glob(fsys, pattern, 0) }

func glob(fsys FS, pattern string, depth int) (matches []string, err error) {
	if depth > separatorsMax {
		return nil, path.ErrBadPattern
	}
	if fsys, ok := fsys.(GlobFS); ok {
		return fsys.Glob(pattern)
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err := Stat(fsys, pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := path.Split(pattern)
	if dir == "" {
		dir = "."
	} else {
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globIn(fsys, dir, file, nil)
	}
	if dir == pattern {
		return nil, path.ErrBadPattern
	}
	dirs, err := glob(fsys, dir, depth+1)
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		if matches, err = globIn(fsys, dir, file, matches); err != nil {
			return matches, err
		}
	}
	return matches, nil
}

// globIn appends what matches pattern in one directory.
func globIn(fsys FS, dir, pattern string, matches []string) ([]string, error) {
	entries, err := ReadDir(fsys, dir)
	if err != nil {
		return matches, nil
	}
	for _, entry := range entries {
		matched, err := path.Match(pattern, entry.Name())
		if err != nil {
			return matches, err
		}
		if matched {
			matches = append(matches, path.Join(dir, entry.Name()))
		}
	}
	return matches, nil
}

func hasMeta(pattern string) bool {
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '*', '?', '[', '\\':
			return true
		}
	}
	return false
}
