// Package filepath works on the paths of files in the form of the operating system.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

// The characters that paths are made with.
const (
	Separator     = os.PathSeparator
	ListSeparator = os.PathListSeparator
)

// Clean returns the shortest path name equivalent to path by lexical processing alone, as path.Clean
// does.
func Clean(path string) string { return cleaned(path) }

// cleaned calls package path where a parameter has its name.
func cleaned(name string) string { return path.Clean(name) }

// IsLocal reports whether path, by lexical analysis alone, is not empty, not absolute and does not
// lead out of the directory where it is evaluated.
func IsLocal(path string) bool {
	if path == "" || IsAbs(path) {
		return false
	}
	clean := Clean(path)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}

// Localize converts a slash-separated path, as io/fs.ValidPath allows it, into one of the operating
// system.
func Localize(path string) (string, error) {
	if !fs.ValidPath(path) || strings.IndexByte(path, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return path, nil
}

// ToSlash returns path with each separator replaced by a slash.
func ToSlash(path string) string { return path }

// FromSlash returns path with each slash replaced by the separator.
func FromSlash(path string) string { return path }

// SplitList splits a list of paths, as in the PATH variable, at the list separator. Of an empty
// string it returns an empty slice.
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	return strings.Split(path, string(ListSeparator))
}

// Split splits path behind its last separator into a directory and a file name: path = dir + file.
func Split(path string) (dir, file string) {
	i := strings.LastIndexByte(path, Separator)
	return path[:i+1], path[i+1:]
}

// Join joins any number of path elements by the separator, ignoring empty ones, and cleans the
// result. It is empty if all elements are.
func Join(elem ...string) string { return path.Join(elem...) }

// Ext returns the file name extension of path: the suffix that begins at the last dot of its last
// element, empty if there is no dot.
func Ext(path string) string { return extension(path) }

func extension(name string) string { return path.Ext(name) }

// Base returns the last element of path, separators at the end left out: "." of an empty path, the
// separator of one that consists of them.
func Base(path string) string { return last(path) }

func last(name string) string { return path.Base(name) }

// Dir returns all but the last element of path, cleaned: "." of a path without a separator.
func Dir(path string) string { return Clean(path[:strings.LastIndexByte(path, Separator)+1]) }

// VolumeName returns the leading volume name. Only Windows has those: it is empty.
func VolumeName(path string) string { return "" }

// IsAbs reports whether the path is absolute.
func IsAbs(path string) bool { return strings.HasPrefix(path, "/") }

// HasPrefix reports whether p begins with prefix, without regard to the elements of paths.
//
// Deprecated: it does not do what its name promises.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// Abs returns an absolute representation of path, cleaned: what is not absolute is joined with the
// current working directory.
func Abs(path string) (string, error) {
	if IsAbs(path) {
		return Clean(path), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(dir, path), nil
}

// Rel returns a path that is lexically equivalent to targPath when it is joined to basePath. It is
// an error if that cannot be said without knowing the working directory.
func Rel(basePath, targPath string) (string, error) {
	base, target := Clean(basePath), Clean(targPath)
	if base == target {
		return ".", nil
	}
	if base == "." {
		base = ""
	}
	base, target, ok := withoutCommon(base, target)
	if !ok || base == ".." || strings.HasPrefix(base, "../") {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	if base == "" {
		return target, nil
	}
	up := strings.Repeat("../", strings.Count(base, "/")) + ".."
	return Join(up, target), nil
}

// withoutCommon returns two clean paths without the elements that both begin with. ok: both are
// absolute or none is.
func withoutCommon(base, target string) (restBase, restTarget string, ok bool) {
	if IsAbs(base) != IsAbs(target) {
		return "", "", false
	}
	base, target = strings.TrimPrefix(base, "/"), strings.TrimPrefix(target, "/")
	for base != "" {
		first, baseRest, _ := strings.Cut(base, "/")
		other, targetRest, _ := strings.Cut(target, "/")
		if first != other {
			break
		}
		base, target = baseRest, targetRest
	}
	return base, target, true
}

// EvalSymlinks returns path, cleaned, with the symbolic links in it followed. A relative path stays
// relative unless one of them is absolute.
func EvalSymlinks(path string) (string, error) { return followed(path) }
