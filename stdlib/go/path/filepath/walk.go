package filepath

import (
	"io/fs"
	"os"
	"slices"
)

// SkipDir, returned by a WalkFunc or a fs.WalkDirFunc, says that the directory it was called with is
// to be skipped; for a file, the rest of its directory.
var SkipDir error = fs.SkipDir

// SkipAll, returned by a WalkFunc or a fs.WalkDirFunc, says that everything left is to be skipped.
var SkipAll error = fs.SkipAll

// WalkFunc is the type of the function that Walk calls for each file or directory. A non-nil err
// says why path could not be looked at or read; what the function returns ends the walk, except for
// SkipDir and SkipAll.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// WalkDir walks the file tree rooted at root in lexical order, calling fn for each file or directory
// in it, root included. It does not follow symbolic links.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	return withoutSkip(err)
}

func withoutSkip(err error) error {
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(path string, entry fs.DirEntry, fn fs.WalkDirFunc) error {
	skipped := func(err error) error {
		if err == SkipDir && entry.IsDir() {
			return nil
		}
		return err
	}
	if err := fn(path, entry, nil); err != nil || !entry.IsDir() {
		return skipped(err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		// Called again, with the reason why the directory cannot be read.
		if err = fn(path, entry, err); err != nil {
			return skipped(err)
		}
	}
	for _, inner := range entries {
		if err := walkDir(Join(path, inner.Name()), inner, fn); err != nil {
			return skipped(err)
		}
	}
	return nil
}

// Walk walks the file tree rooted at root in lexical order, calling fn for each file or directory in
// it, root included. It does not follow symbolic links. WalkDir does it with less work.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	return withoutSkip(err)
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	names, err := sortedNames(path)
	if said := fn(path, info, err); err != nil || said != nil {
		return said
	}
	for _, name := range names {
		inner := Join(path, name)
		info, err := os.Lstat(inner)
		if err != nil {
			if err := fn(inner, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err := walk(inner, info, fn); err != nil && (!info.IsDir() || err != SkipDir) {
			return err
		}
	}
	return nil
}

func sortedNames(dir string) ([]string, error) {
	file, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	names, err := file.Readdirnames(-1)
	file.Close()
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, nil
}
