package fs

import (
	"errors"
	"path"
)

// A SubFS is a file system with its own way to make one of a subtree.
type SubFS interface {
	FS
	// Sub returns the file system of the subtree at dir.
	Sub(dir string) (FS, error)
}

// Sub returns the file system of the subtree of fsys at dir. It does not keep links inside dir from
// leading out of it.
func Sub(fsys FS, dir string) (FS, error) {
	if !ValidPath(dir) {
		return nil, &PathError{Op: "sub", Path: dir, Err: ErrInvalid}
	}
	if dir == "." {
		return fsys, nil
	}
	if fsys, ok := fsys.(SubFS); ok {
		return fsys.Sub(dir)
	}
	return &subtree{fsys, dir}, nil
}

type subtree struct {
	fsys FS
	dir  string
}

// full is the whole system's name of a name here.
func (t *subtree) full(op, name string) (string, error) {
	if !ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	return path.Join(t.dir, name), nil
}

// short is the name here of a whole system's name.
func (t *subtree) short(name string) (short string, ok bool) {
	if name == t.dir {
		return ".", true
	}
	n := len(t.dir)
	if len(name) >= n+2 && name[:n] == t.dir && name[n] == '/' {
		return name[n+1:], true
	}
	return "", false
}

// shortened is err with the name here.
func (t *subtree) shortened(err error) error {
	if e, ok := err.(*PathError); ok {
		if short, ok := t.short(e.Path); ok {
			e.Path = short
		}
	}
	return err
}

func (t *subtree) Open(name string) (File, error) {
	full, err := t.full("open", name)
	if err != nil {
		return nil, err
	}
	file, err := t.fsys.Open(full)
	return file, t.shortened(err)
}

func (t *subtree) ReadDir(name string) ([]DirEntry, error) {
	full, err := t.full("read", name)
	if err != nil {
		return nil, err
	}
	entries, err := ReadDir(t.fsys, full)
	return entries, t.shortened(err)
}

func (t *subtree) ReadFile(name string) ([]byte, error) {
	full, err := t.full("read", name)
	if err != nil {
		return nil, err
	}
	data, err := ReadFile(t.fsys, full)
	return data, t.shortened(err)
}

func (t *subtree) ReadLink(name string) (string, error) {
	full, err := t.full("readlink", name)
	if err != nil {
		return "", err
	}
	target, err := ReadLink(t.fsys, full)
	if err != nil {
		return "", t.shortened(err)
	}
	return target, nil
}

func (t *subtree) Lstat(name string) (FileInfo, error) {
	full, err := t.full("lstat", name)
	if err != nil {
		return nil, err
	}
	info, err := Lstat(t.fsys, full)
	if err != nil {
		return nil, t.shortened(err)
	}
	return info, nil
}

func (t *subtree) Glob(pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if pattern == "." {
		return []string{"."}, nil
	}
	names, err := Glob(t.fsys, t.dir+"/"+pattern)
	for i, name := range names {
		short, ok := t.short(name)
		if !ok {
			return nil, errors.New("invalid result from inner fsys Glob: " + short + " not in " + t.dir)
		}
		names[i] = short
	}
	return names, t.shortened(err)
}

func (t *subtree) Sub(dir string) (FS, error) {
	if dir == "." {
		return t, nil
	}
	full, err := t.full("sub", dir)
	if err != nil {
		return nil, err
	}
	return &subtree{t.fsys, full}, nil
}
