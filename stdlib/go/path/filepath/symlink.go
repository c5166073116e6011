package filepath

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

const linksMax = 255

// followed replaces the links in path, element by element.
func followed(path string) (string, error) {
	done, rest := "", path
	if IsAbs(path) {
		done = "/"
	}
	for links := 0; ; {
		rest = strings.TrimLeft(rest, "/")
		element, after := rest, ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			element, after = rest[:i], rest[i:]
		}
		switch element {
		case "":
			return Clean(done), nil
		case ".":
			rest = after
			continue
		case "..":
			done, rest = parent(done), after
			continue
		}
		link, isLink, err := lookAt(below(done, element), after != "")
		if err != nil {
			return "", err
		}
		if !isLink {
			done, rest = below(done, element), after
			continue
		}
		if links++; links > linksMax {
			return "", errors.New("EvalSymlinks: too many links")
		}
		if IsAbs(link) {
			done = "/"
		}
		rest = link + after
	}
}

// lookAt returns the target of a link. needed: something is to be found below path.
func lookAt(path string, needed bool) (link string, isLink bool, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return "", false, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		link, err = os.Readlink(path)
		return link, true, err
	}
	if needed && !info.IsDir() {
		return "", false, syscall.ENOTDIR
	}
	return "", false, nil
}

func below(dir, element string) string {
	if dir == "" || strings.HasSuffix(dir, "/") {
		return dir + element
	}
	return dir + "/" + element
}

// parent leaves the last element of done, whose links have been followed. A ".." that has nothing but
// the root, ".." or one element before it stays, for Clean and for the texts of errors.
func parent(done string) string {
	root := len(done) - len(strings.TrimPrefix(done, "/"))
	i := strings.LastIndexByte(done, '/')
	if i < root || done[i+1:] == ".." {
		return below(done, "..")
	}
	return done[:i]
}
