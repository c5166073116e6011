package os

import (
	"io/fs"
	"time"
)

// Numbers of a file: size, mode of stat(2), seconds and nanoseconds of its last change, device and
// inode.
func stat(name string, follow bool) (size int64, mode int, seconds int64, nanos int, dev, inode uint64, errno int)
func statFile(handle int) (size int64, mode int, seconds int64, nanos int, dev, inode uint64, errno int)

type fileStat struct {
	name       string
	size       int64
	mode       FileMode
	modTime    time.Time
	dev, inode uint64
}

func (fs *fileStat) Name() string       { return fs.name }
func (fs *fileStat) Size() int64        { return fs.size }
func (fs *fileStat) Mode() FileMode     { return fs.mode }
func (fs *fileStat) ModTime() time.Time { return fs.modTime }
func (fs *fileStat) IsDir() bool        { return fs.mode.IsDir() }
func (fs *fileStat) Sys() any           { return nil }

// fileMode is the mode of stat(2) in terms of FileMode.
func fileMode(mode int) FileMode {
	m := FileMode(mode&0777) | fileType(mode&0xf000)
	if mode&0x200 != 0 {
		m |= ModeSticky
	}
	if mode&0x400 != 0 {
		m |= ModeSetgid
	}
	if mode&0x800 != 0 {
		m |= ModeSetuid
	}
	return m
}

// fileType is the type part of the mode of stat(2) in terms of FileMode.
func fileType(mode int) FileMode {
	switch mode {
	case 0x4000:
		return ModeDir
	case 0xa000:
		return ModeSymlink
	case 0x6000:
		return ModeDevice
	case 0x2000:
		return ModeDevice | ModeCharDevice
	case 0x1000:
		return ModeNamedPipe
	case 0xc000:
		return ModeSocket
	}
	return 0
}

// systemMode is the mode of chmod(2) for a FileMode.
func systemMode(mode FileMode) int {
	m := int(mode.Perm())
	if mode&ModeSticky != 0 {
		m |= 0x200
	}
	if mode&ModeSetgid != 0 {
		m |= 0x400
	}
	if mode&ModeSetuid != 0 {
		m |= 0x800
	}
	return m
}

func basename(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' && i+1 < len(name) {
			return name[i+1:]
		}
	}
	return name
}

// Stat returns a FileInfo describing the named file.
func Stat(name string) (FileInfo, error) {
	size, mode, seconds, nanos, dev, inode, errno := stat(name, true)
	if errno != 0 {
		return nil, wrap("stat", name, errno)
	}
	return &fileStat{basename(name), size, fileMode(mode), time.Unix(seconds, int64(nanos)), dev, inode}, nil
}

// Lstat returns a FileInfo describing the named file, without following a symbolic link.
func Lstat(name string) (FileInfo, error) {
	size, mode, seconds, nanos, dev, inode, errno := stat(name, false)
	if errno != 0 {
		return nil, wrap("lstat", name, errno)
	}
	return &fileStat{basename(name), size, fileMode(mode), time.Unix(seconds, int64(nanos)), dev, inode}, nil
}

// Stat returns the FileInfo structure describing file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	size, mode, seconds, nanos, dev, inode, errno := statFile(f.handle)
	if errno != 0 {
		return nil, wrap("stat", f.name, errno)
	}
	return &fileStat{basename(f.name), size, fileMode(mode), time.Unix(seconds, int64(nanos)), dev, inode}, nil
}

// SameFile reports whether fi1 and fi2 describe the same file. Only what Stat and its like return can
// do so.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.dev == b.dev && a.inode == b.inode
}

type dirEntry struct {
	dir  string
	name string
	typ  FileMode
}

func (d *dirEntry) Name() string            { return d.name }
func (d *dirEntry) IsDir() bool             { return d.typ.IsDir() }
func (d *dirEntry) Type() FileMode          { return d.typ }
func (d *dirEntry) Info() (FileInfo, error) { return Lstat(d.dir + "/" + d.name) }
func (d *dirEntry) String() string          { return fs.FormatDirEntry(d) }
