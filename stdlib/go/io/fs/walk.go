package fs

import (
	"errors"
	"path"
)

// SkipDir, returned by a WalkDirFunc, says that the directory it was called with is to be skipped;
// for a file, the rest of its directory.
var SkipDir = errors.New("skip this directory")

// SkipAll, returned by a WalkDirFunc, says that everything left is to be skipped.
var SkipAll = errors.New("skip everything and stop the walk")

// WalkDirFunc is the type of the function that WalkDir calls for each file or directory. A non-nil
// err says why path could not be looked at (then d is nil) or a directory could not be read; what
// the function returns ends the walk, except for SkipDir and SkipAll.
type WalkDirFunc func(path string, d DirEntry, err error) error

// WalkDir walks the file tree rooted at root in lexical order, calling fn for each file or directory
// in it, root included. It does not follow symbolic links, unless root is one.
func WalkDir(fsys FS, root string, fn WalkDirFunc) error {
	info, err := Stat(fsys, root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(fsys, root, FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(fsys FS, name string, entry DirEntry, fn WalkDirFunc) error {
	skipped := func(err error) error {
		if err == SkipDir && entry.IsDir() {
			return nil
		}
		return err
	}
	if err := fn(name, entry, nil); err != nil || !entry.IsDir() {
		return skipped(err)
	}
	entries, err := ReadDir(fsys, name)
	if err != nil {
		// Called again, with the reason why the directory cannot be read.
		if err = fn(name, entry, err); err != nil {
			return skipped(err)
		}
	}
	for _, inner := range entries {
		if err := walkDir(fsys, path.Join(name, inner.Name()), inner, fn); err != nil {
			return skipped(err)
		}
	}
	return nil
}
