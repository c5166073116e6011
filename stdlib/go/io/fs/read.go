package fs

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// A ReadDirFS is a file system with its own way to read directories.
type ReadDirFS interface {
	FS
	// ReadDir returns the entries of the named directory, sorted by name.
	ReadDir(name string) ([]DirEntry, error)
}

// ReadDir returns the entries of the named directory, sorted by name.
func ReadDir(fsys FS, name string) ([]DirEntry, error) {
	if fsys, ok := fsys.(ReadDirFS); ok {
		return fsys.ReadDir(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	dir, ok := file.(ReadDirFile)
	if !ok {
		return nil, &PathError{Op: "readdir", Path: name, Err: errors.New("not implemented")}
	}
	entries, err := dir.ReadDir(-1)
	slices.SortFunc(entries, func(a, b DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// A ReadFileFS is a file system with its own way to read whole files.
type ReadFileFS interface {
	FS
	// ReadFile returns the contents of the named file, which the caller may change.
	ReadFile(name string) ([]byte, error)
}

// ReadFile returns the contents of the named file. That the file ends is no error.
func ReadFile(fsys FS, name string) ([]byte, error) {
	if fsys, ok := fsys.(ReadFileFS); ok {
		return fsys.ReadFile(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// A StatFS is a file system with its own way to describe files.
type StatFS interface {
	FS
	// Stat describes the named file.
	Stat(name string) (FileInfo, error)
}

// Stat describes the named file, opening it if fsys knows no other way.
func Stat(fsys FS, name string) (FileInfo, error) {
	if fsys, ok := fsys.(StatFS); ok {
		return fsys.Stat(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Stat()
}

// A ReadLinkFS is a file system with symbolic links.
type ReadLinkFS interface {
	FS
	// ReadLink returns the destination of the named link.
	ReadLink(name string) (string, error)
	// Lstat describes the named file, a link itself if it is one.
	Lstat(name string) (FileInfo, error)
}

// ReadLink returns the destination of the named symbolic link.
func ReadLink(fsys FS, name string) (string, error) {
	if fsys, ok := fsys.(ReadLinkFS); ok {
		return fsys.ReadLink(name)
	}
	return "", &PathError{Op: "readlink", Path: name, Err: ErrInvalid}
}

// Lstat describes the named file, a link itself if it is one and fsys has links.
func Lstat(fsys FS, name string) (FileInfo, error) {
	if fsys, ok := fsys.(ReadLinkFS); ok {
		return fsys.Lstat(name)
	}
	return Stat(fsys, name)
}
