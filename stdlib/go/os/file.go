// Package os provides a platform-independent interface to operating system functionality.
package os

import (
	"errors"
	"io"
	"io/fs"
	"syscall"
	"time"
)

// Flags to OpenFile.
const (
	O_RDONLY int = 0x0     // open the file read-only
	O_WRONLY int = 0x1     // open the file write-only
	O_RDWR   int = 0x2     // open the file read-write
	O_APPEND int = 0x400   // append data to the file when writing
	O_CREATE int = 0x40    // create a new file if none exists
	O_EXCL   int = 0x80    // used with O_CREATE, file must not exist
	O_SYNC   int = 0x101000 // open for synchronous I/O
	O_TRUNC  int = 0x200   // truncate regular writable file when opened
)

// Seek whence values.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

const (
	PathSeparator     = '/'
	PathListSeparator = ':'
	// DevNull is the name of the operating system's "null device."
	DevNull = "/dev/null"
)

// Names of package io/fs.
type (
	PathError = fs.PathError
	FileMode  = fs.FileMode
	FileInfo  = fs.FileInfo
	DirEntry  = fs.DirEntry
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

// Portable analogs of some common system call errors.
var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline       = errors.New("file type does not support deadline")
	ErrDeadlineExceeded = errors.New("i/o timeout")
	ErrProcessDone      = errors.New("os: process already finished")
)

// LinkError records an error during a link or symlink or rename system call and the paths that caused it.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

// SyscallError records an error from a specific system call.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }
func (e *SyscallError) Unwrap() error { return e.Err }

// NewSyscallError returns, as an error, a new SyscallError with the given system call name and error details.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// The machine's side: errno 0 is success. Handles 0 to 2 are the standard streams.
func writeStream(fd int, text string) (errno int)
func readInput(max int) (data []byte, errno int)
func openFile(name string, flag int, perm int) (handle int, errno int)
func readFile(handle int, max int) (data []byte, errno int)
func readFileAt(handle int, max int, off int64) (data []byte, errno int)
func writeFile(handle int, data string) (n int, errno int)
func writeFileAt(handle int, data string, off int64) (n int, errno int)
func seekFile(handle int, offset int64, whence int) (at int64, errno int)
func truncateFile(handle int, size int64) (errno int)
func syncFile(handle int) (errno int)
func closeFile(handle int) (errno int)
func stat(name string, follow bool) (size int64, mode int, seconds int64, nanos int, errno int)
func statFile(handle int) (size int64, mode int, seconds int64, nanos int, errno int)
func readDir(name string) (names []string, errno int)

func wrap(op, path string, errno int) error {
	if errno == 0 {
		return nil
	}
	return &PathError{op, path, syscall.Errno(errno)}
}

// File represents an open file descriptor.
type File struct {
	handle int
	name   string
	closed bool
	append bool
	dir    []DirEntry
	dirGot bool
}

// Stdin, Stdout, and Stderr are open Files pointing to the standard input, standard output, and
// standard error file descriptors.
var (
	Stdin  = &File{handle: 0, name: "/dev/stdin"}
	Stdout = &File{handle: 1, name: "/dev/stdout"}
	Stderr = &File{handle: 2, name: "/dev/stderr"}
)

// Open opens the named file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create creates or truncates the named file.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile is the generalized open call.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	handle, errno := openFile(name, flag, int(perm.Perm()))
	if errno != 0 {
		return nil, wrap("open", name, errno)
	}
	return &File{handle: handle, name: name, append: flag&O_APPEND != 0}, nil
}

func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed {
		return &PathError{op, f.name, ErrClosed}
	}
	return nil
}

// Name returns the name of the file as presented to Open.
func (f *File) Name() string { return f.name }

// Fd returns the system file descriptor or handle referencing the open file.
func (f *File) Fd() uintptr { return uintptr(f.handle) }

// Read reads up to len(b) bytes from the File and stores them in b.
func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	var data []byte
	var errno int
	if f.handle == 0 {
		data, errno = readInput(len(b))
	} else {
		data, errno = readFile(f.handle, len(b))
	}
	if errno != 0 {
		return 0, wrap("read", f.name, errno)
	}
	if len(data) == 0 {
		return 0, io.EOF
	}
	return copy(b, data), nil
}

// ReadAt reads len(b) bytes from the File starting at byte offset off.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{"readat", f.name, errors.New("negative offset")}
	}
	for len(b) > 0 {
		data, errno := readFileAt(f.handle, len(b), off)
		if errno != 0 {
			return n, wrap("read", f.name, errno)
		}
		if len(data) == 0 {
			return n, io.EOF
		}
		m := copy(b, data)
		n += m
		b = b[m:]
		off += int64(m)
	}
	return n, nil
}

// Write writes len(b) bytes from b to the File.
func (f *File) Write(b []byte) (n int, err error) { return f.WriteString(string(b)) }

// WriteString is like Write, but writes the contents of string s rather than a slice of bytes.
func (f *File) WriteString(s string) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.handle == 1 || f.handle == 2 {
		if errno := writeStream(f.handle, s); errno != 0 {
			return 0, wrap("write", f.name, errno)
		}
		return len(s), nil
	}
	n, errno := writeFile(f.handle, s)
	return n, wrap("write", f.name, errno)
}

// WriteAt writes len(b) bytes to the File starting at byte offset off.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.append {
		return 0, errors.New("os: invalid use of WriteAt on file opened with O_APPEND")
	}
	if off < 0 {
		return 0, &PathError{"writeat", f.name, errors.New("negative offset")}
	}
	n, errno := writeFileAt(f.handle, string(b), off)
	return n, wrap("write", f.name, errno)
}

// Seek sets the offset for the next Read or Write on file to offset, interpreted according to whence.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	ret, errno := seekFile(f.handle, offset, whence)
	return ret, wrap("seek", f.name, errno)
}

// Truncate changes the size of the file.
func (f *File) Truncate(size int64) error {
	if err := f.check("truncate"); err != nil {
		return err
	}
	return wrap("truncate", f.name, truncateFile(f.handle, size))
}

// Sync commits the current contents of the file to stable storage.
func (f *File) Sync() error {
	if err := f.check("sync"); err != nil {
		return err
	}
	if f.handle <= 2 {
		return nil
	}
	return wrap("sync", f.name, syncFile(f.handle))
}

// Close closes the File, rendering it unusable for I/O.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	f.closed = true
	if f.handle <= 2 {
		return nil
	}
	return wrap("close", f.name, closeFile(f.handle))
}

type fileStat struct {
	name    string
	size    int64
	mode    FileMode
	modTime time.Time
}

func (fs *fileStat) Name() string       { return fs.name }
func (fs *fileStat) Size() int64        { return fs.size }
func (fs *fileStat) Mode() FileMode     { return fs.mode }
func (fs *fileStat) ModTime() time.Time { return fs.modTime }
func (fs *fileStat) IsDir() bool        { return fs.mode.IsDir() }
func (fs *fileStat) Sys() any           { return nil }

// fileMode is the mode of stat(2) in terms of FileMode.
func fileMode(mode int) FileMode {
	m := FileMode(mode & 0777)
	switch mode & 0xf000 {
	case 0x4000:
		m |= ModeDir
	case 0xa000:
		m |= ModeSymlink
	case 0x6000:
		m |= ModeDevice
	case 0x2000:
		m |= ModeDevice | ModeCharDevice
	case 0x1000:
		m |= ModeNamedPipe
	case 0xc000:
		m |= ModeSocket
	}
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

func newStat(name string, size int64, mode int, seconds int64, nanos int) FileInfo {
	return &fileStat{basename(name), size, fileMode(mode), time.Unix(seconds, int64(nanos))}
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
	size, mode, seconds, nanos, errno := stat(name, true)
	if errno != 0 {
		return nil, wrap("stat", name, errno)
	}
	return newStat(name, size, mode, seconds, nanos), nil
}

// Lstat returns a FileInfo describing the named file, without following a symbolic link.
func Lstat(name string) (FileInfo, error) {
	size, mode, seconds, nanos, errno := stat(name, false)
	if errno != 0 {
		return nil, wrap("lstat", name, errno)
	}
	return newStat(name, size, mode, seconds, nanos), nil
}

// Stat returns the FileInfo structure describing file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	size, mode, seconds, nanos, errno := statFile(f.handle)
	if errno != 0 {
		return nil, wrap("stat", f.name, errno)
	}
	return newStat(f.name, size, mode, seconds, nanos), nil
}

type dirEntry struct {
	info FileInfo
}

func (d dirEntry) Name() string            { return d.info.Name() }
func (d dirEntry) IsDir() bool             { return d.info.IsDir() }
func (d dirEntry) Type() FileMode          { return d.info.Mode().Type() }
func (d dirEntry) Info() (FileInfo, error) { return d.info, nil }

// ReadDir reads the named directory, returning all its directory entries sorted by filename.
func ReadDir(name string) ([]DirEntry, error) {
	names, errno := readDir(name)
	if errno != 0 {
		return nil, wrap("open", name, errno)
	}
	var entries []DirEntry
	for _, n := range names {
		info, err := Lstat(name + "/" + n)
		if IsNotExist(err) {
			continue
		}
		if err != nil {
			return entries, err
		}
		entries = append(entries, dirEntry{info})
	}
	return entries, nil
}

// ReadDir reads the contents of the directory associated with the file f.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdir"); err != nil {
		return nil, err
	}
	if !f.dirGot {
		entries, err := ReadDir(f.name)
		if err != nil {
			return nil, err
		}
		f.dir, f.dirGot = entries, true
	}
	if n <= 0 {
		all := f.dir
		f.dir = nil
		return all, nil
	}
	if len(f.dir) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.dir))
	some := f.dir[:n]
	f.dir = f.dir[n:]
	return some, nil
}

// ReadFile reads the named file and returns the contents.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// WriteFile writes data to the named file, creating it if necessary.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err1 := f.Close(); err1 != nil && err == nil {
		err = err1
	}
	return err
}

func is(err error, target error) bool {
	switch e := err.(type) {
	case *PathError:
		err = e.Err
	case *LinkError:
		err = e.Err
	case *SyscallError:
		err = e.Err
	}
	if err == target {
		return true
	}
	e, ok := err.(syscall.Errno)
	return ok && e.Is(target)
}

// IsExist reports whether the error is known to report that a file or directory already exists.
func IsExist(err error) bool { return is(err, ErrExist) }

// IsNotExist reports whether the error is known to report that a file or directory does not exist.
func IsNotExist(err error) bool { return is(err, ErrNotExist) }

// IsPermission reports whether the error is known to report that permission is denied.
func IsPermission(err error) bool { return is(err, ErrPermission) }

// IsTimeout reports whether the error is known to report that a timeout occurred.
func IsTimeout(err error) bool {
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// IsPathSeparator reports whether c is a directory separator character.
func IsPathSeparator(c uint8) bool { return PathSeparator == c }
