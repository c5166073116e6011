package os

import (
	"errors"
	"io"
	"io/fs"
)

// readDir returns the names in a directory, sorted, and their types as in the mode of stat(2); why
// opening (errno) or reading (failed) did not work.
func readDir(name string) (names []string, types []int, errno int, failed int)

// ReadDir reads the named directory, returning all its directory entries sorted by filename.
func ReadDir(name string) ([]DirEntry, error) {
	names, types, errno, failed := readDir(name)
	if errno != 0 {
		return nil, wrap("open", name, errno)
	}
	entries := make([]DirEntry, len(names))
	for i, inner := range names {
		entries[i] = &dirEntry{name, inner, fileType(types[i])}
	}
	return entries, wrap("readdirent", name, failed)
}

// ReadDir reads the directory f: for n > 0 up to n of the entries not yet returned, io.EOF behind the
// last; otherwise all of them.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	if f.closed {
		return nil, &PathError{"readdirent", f.name, errClosing}
	}
	if !f.dirGot {
		if info, err := f.Stat(); err == nil && !info.IsDir() {
			return nil, wrap("readdirent", f.name, 20)
		}
		entries, err := ReadDir(f.name)
		if err != nil {
			return nil, err
		}
		f.dir, f.dirGot = entries, true
	}
	if n > 0 && len(f.dir) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.dir) {
		n = len(f.dir)
	}
	some := f.dir[:n:n]
	f.dir = f.dir[n:]
	return some, nil
}

// Readdirnames is like ReadDir but returns names.
func (f *File) Readdirnames(n int) (names []string, err error) {
	entries, err := f.ReadDir(n)
	names = make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, err
}

// Readdir is like ReadDir but returns what Lstat tells about each entry that is still there.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	entries, err := f.ReadDir(n)
	infos := make([]FileInfo, 0, len(entries))
	for _, entry := range entries {
		info, failure := entry.Info()
		if IsNotExist(failure) {
			continue
		}
		if failure != nil {
			return infos, failure
		}
		infos = append(infos, info)
	}
	return infos, err
}

// DirFS returns a file system for the tree of files at the directory dir. Links may lead out of it.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

// full is the name in the operating system, or why there is none.
func (dir dirFS) full(op, name string) (string, error) {
	if dir == "" {
		return "", &PathError{op, name, errors.New("os: DirFS with empty root")}
	}
	if !fs.ValidPath(name) {
		return "", &PathError{op, name, ErrInvalid}
	}
	for i := 0; i < len(name); i++ {
		if name[i] == 0 {
			return "", &PathError{op, name, ErrInvalid}
		}
	}
	if dir[len(dir)-1] == '/' {
		return string(dir) + name, nil
	}
	return string(dir) + "/" + name, nil
}

// inside is err with the name inside the file system.
func inside(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (dir dirFS) Open(name string) (fs.File, error) {
	full, err := dir.full("open", name)
	if err != nil {
		return nil, err
	}
	file, err := Open(full)
	if err != nil {
		return nil, inside(err, name)
	}
	return file, nil
}

func (dir dirFS) ReadFile(name string) ([]byte, error) {
	full, err := dir.full("readfile", name)
	if err != nil {
		return nil, err
	}
	data, err := ReadFile(full)
	if err != nil {
		return nil, inside(err, name)
	}
	return data, nil
}

func (dir dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := dir.full("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := ReadDir(full)
	if err != nil {
		return nil, inside(err, name)
	}
	return entries, nil
}

func (dir dirFS) Stat(name string) (fs.FileInfo, error) {
	full, err := dir.full("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	return info, inside(err, name)
}

func (dir dirFS) Lstat(name string) (fs.FileInfo, error) {
	full, err := dir.full("lstat", name)
	if err != nil {
		return nil, err
	}
	info, err := Lstat(full)
	return info, inside(err, name)
}

func (dir dirFS) ReadLink(name string) (string, error) {
	full, err := dir.full("readlink", name)
	if err != nil {
		return "", err
	}
	target, err := Readlink(full)
	return target, inside(err, name)
}

// CopyFS copies fsys into the directory dir, making it if necessary. It does not overwrite files.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := dir + "/" + name
		if dir != "" && dir[len(dir)-1] == '/' {
			to = dir + name
		}
		switch entry.Type() {
		case ModeDir:
			return MkdirAll(to, 0777)
		case ModeSymlink:
			target, err := fs.ReadLink(fsys, name)
			if err != nil {
				return err
			}
			return Symlink(target, to)
		case 0:
			return copyFile(to, fsys, name)
		}
		return &PathError{"CopyFS", name, ErrInvalid}
	})
}

func copyFile(to string, fsys fs.FS, name string) error {
	from, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	file, err := OpenFile(to, O_CREATE|O_EXCL|O_WRONLY, 0666|info.Mode().Perm())
	if err != nil {
		return err
	}
	if _, err := io.Copy(file, from); err != nil {
		file.Close()
		return &PathError{"Copy", to, err}
	}
	return file.Close()
}
