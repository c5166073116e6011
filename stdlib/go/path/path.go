// Package path works on slash-separated paths, such as those in URLs. For paths of files there is
// path/filepath.
package path

// Clean returns the shortest path name equivalent to path by lexical processing alone: slashes in a
// row become one, "." elements go, ".." elements go together with what they leave; ".." elements at
// the root go. The result ends in a slash only if it is the root; of an empty path it is ".".
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	clean := make([]byte, 0, len(path))
	if rooted {
		clean = append(clean, '/')
	}
	// What ".." cannot leave: the root, or a prefix "../..".
	fixed := len(clean)
	for len(path) > 0 {
		var element string
		element, path = cut(path)
		switch {
		case element == "" || element == ".":
		case element != "..":
			clean = appendElement(clean, element, rooted)
		case len(clean) > fixed:
			clean = withoutLast(clean, fixed)
		case !rooted:
			clean = appendElement(clean, element, rooted)
			fixed = len(clean)
		}
	}
	if len(clean) == 0 {
		return "."
	}
	return string(clean)
}

// cut returns the first element of path and what follows its slash.
func cut(path string) (element, rest string) {
	for i := 0; i < len(path); i++ {
		if path[i] == '/' {
			return path[:i], path[i+1:]
		}
	}
	return path, ""
}

func appendElement(clean []byte, element string, rooted bool) []byte {
	if rooted && len(clean) != 1 || !rooted && len(clean) != 0 {
		clean = append(clean, '/')
	}
	return append(clean, element...)
}

func withoutLast(clean []byte, fixed int) []byte {
	end := len(clean) - 1
	for end > fixed && clean[end] != '/' {
		end--
	}
	return clean[:end]
}

func lastSlash(path string) int {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return i
		}
	}
	return -1
}

// Split splits path behind its last slash into a directory and a file name: path = dir + file.
func Split(path string) (dir, file string) {
	i := lastSlash(path)
	return path[:i+1], path[i+1:]
}

// Join joins any number of path elements by slashes, ignoring empty ones, and cleans the result. It
// is empty if all elements are.
func Join(elem ...string) string {
	var joined []byte
	for _, element := range elem {
		if element == "" {
			continue
		}
		if joined != nil {
			joined = append(joined, '/')
		}
		joined = append(joined, element...)
	}
	if joined == nil {
		return ""
	}
	return Clean(string(joined))
}

// Ext returns the file name extension of path: the suffix that begins at the last dot of its last
// element, empty if there is no dot.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base returns the last element of path, slashes at the end left out: "." of an empty path, "/" of
// one that consists of slashes.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastSlash(path)+1:]
}

// Dir returns all but the last element of path, cleaned: "." of a path without a slash.
func Dir(path string) string { return Clean(path[:lastSlash(path)+1]) }

// IsAbs reports whether the path is absolute.
func IsAbs(path string) bool { return len(path) > 0 && path[0] == '/' }
