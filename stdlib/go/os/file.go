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
	O_RDONLY int = 0x0      // open the file read-only
	O_WRONLY int = 0x1      // open the file write-only
	O_RDWR   int = 0x2      // open the file read-write
	O_APPEND int = 0x400    // append data to the file when writing
	O_CREATE int = 0x40     // create a new file if none exists
	O_EXCL   int = 0x80     // used with O_CREATE, file must not exist
	O_SYNC   int = 0x101000 // open for synchronous I/O
	O_TRUNC  int = 0x200    // truncate regular writable file when opened
)

// Seek whence values.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

// Characters and names of paths.
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

// Mode bits, as in package io/fs.
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
func chmodFile(handle int, mode int) (errno int)
func chownFile(handle int, uid, gid int) (errno int)
func chdirFile(handle int) (errno int)
func pipe() (read, write int, errno int)

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
	handle, errno := openFile(name, flag, systemMode(perm))
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

// Chmod changes the mode of the file to mode.
func (f *File) Chmod(mode FileMode) error {
	if err := f.check("chmod"); err != nil {
		return err
	}
	return wrap("chmod", f.name, chmodFile(f.handle, systemMode(mode)))
}

// Chown changes the numeric user and group of the file; -1 leaves one as it is.
func (f *File) Chown(uid, gid int) error {
	if err := f.check("chown"); err != nil {
		return err
	}
	return wrap("chown", f.name, chownFile(f.handle, uid, gid))
}

// Chdir changes the current working directory to the file, which must be a directory.
func (f *File) Chdir() error {
	if err := f.check("chdir"); err != nil {
		return err
	}
	return wrap("chdir", f.name, chdirFile(f.handle))
}

// SetDeadline sets the deadlines of reading and writing. No file here has deadlines: the error is
// ErrNoDeadline.
func (f *File) SetDeadline(t time.Time) error { return f.noDeadline() }

// SetReadDeadline sets the deadline of reading, as SetDeadline does.
func (f *File) SetReadDeadline(t time.Time) error { return f.noDeadline() }

// SetWriteDeadline sets the deadline of writing, as SetDeadline does.
func (f *File) SetWriteDeadline(t time.Time) error { return f.noDeadline() }

func (f *File) noDeadline() error {
	if f == nil {
		return ErrInvalid
	}
	if f.closed {
		return errClosing
	}
	return ErrNoDeadline
}

// justWriter and justReader hide the methods that would come back here.
type justWriter struct {
	file *File
}

func (w justWriter) Write(b []byte) (int, error) { return w.file.Write(b) }

type justReader struct {
	file *File
}

func (r justReader) Read(b []byte) (int, error) { return r.file.Read(b) }

// ReadFrom writes what r has, up to its end, to the file.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	return io.Copy(justWriter{f}, r)
}

// WriteTo writes what the file has, up to its end, to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, justReader{f})
}

// NewFile returns a File with the given descriptor, as Fd returns it, and name.
func NewFile(fd uintptr, name string) *File { return &File{handle: int(fd), name: name} }

// Pipe returns a connected pair of Files; reads from r return bytes written to w.
func Pipe() (r *File, w *File, err error) {
	read, write, errno := pipe()
	if errno != 0 {
		return nil, nil, NewSyscallError("pipe2", syscall.Errno(errno))
	}
	return &File{handle: read, name: "|0"}, &File{handle: write, name: "|1"}, nil
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

// IsPathSeparator reports whether c is a directory separator character.
func IsPathSeparator(c uint8) bool { return PathSeparator == c }
