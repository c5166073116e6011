package os

import (
	"errors"
	"syscall"
	"time"
)

func random() uint32

func remove(name string) (errno int)
func removeAll(name string) (errno int)
func mkdir(name string, perm int) (errno int)
func rename(old, new string) (errno int)
func symlink(old, new string) (errno int)
func readlink(name string) (target string, errno int)
func chmod(name string, mode int) (errno int)
func chown(name string, uid, gid int, follow bool) (errno int)
func link(old, new string) (errno int)
func truncate(name string, size int64) (errno int)

// changeTimes sets seconds and nanoseconds of the times whose nanoseconds are not negative.
func changeTimes(name string, accessS int64, accessNs int, changeS int64, changeNs int) (errno int)
func getwd() (dir string, errno int)
func chdir(dir string) (errno int)

// Remove removes the named file or (empty) directory.
func Remove(name string) error { return wrap("remove", name, remove(name)) }

// RemoveAll removes path and any children it contains. It is no error if there is none.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if path == "." || len(path) >= 2 && path[len(path)-2:] == "/." {
		return &PathError{"RemoveAll", path, syscall.EINVAL}
	}
	return wrap("unlinkat", path, removeAll(path))
}

// Mkdir creates a new directory with the specified name and permission bits (before umask).
func Mkdir(name string, perm FileMode) error {
	return wrap("mkdir", name, mkdir(name, systemMode(perm)))
}

// MkdirAll creates a directory named path, along with any necessary parents. It is no error if it is
// there.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{"mkdir", path, syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		// As for "a/.": what was to be made may be there now.
		if info, failure := Lstat(path); failure == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Rename renames (moves) oldpath to newpath.
func Rename(oldpath, newpath string) error {
	if errno := rename(oldpath, newpath); errno != 0 {
		return &LinkError{"rename", oldpath, newpath, syscall.Errno(errno)}
	}
	return nil
}

// Symlink creates newname as a symbolic link to oldname.
func Symlink(oldname, newname string) error {
	if errno := symlink(oldname, newname); errno != 0 {
		return &LinkError{"symlink", oldname, newname, syscall.Errno(errno)}
	}
	return nil
}

// Readlink returns the destination of the named symbolic link.
func Readlink(name string) (string, error) {
	target, errno := readlink(name)
	return target, wrap("readlink", name, errno)
}

// Chmod changes the mode of the named file to mode.
func Chmod(name string, mode FileMode) error {
	return wrap("chmod", name, chmod(name, systemMode(mode)))
}

// Chown changes the numeric user and group of the named file; -1 leaves one as it is.
func Chown(name string, uid, gid int) error { return wrap("chown", name, chown(name, uid, gid, true)) }

// Lchown changes the numeric user and group of the named file, of a link itself; -1 leaves one as it
// is.
func Lchown(name string, uid, gid int) error {
	return wrap("lchown", name, chown(name, uid, gid, false))
}

// Chtimes changes the access and modification times of the named file. A zero time leaves one as it
// is.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	accessS, accessNs := systemTime(atime)
	changeS, changeNs := systemTime(mtime)
	return wrap("chtimes", name, changeTimes(name, accessS, accessNs, changeS, changeNs))
}

// systemTime is a time as changeTimes takes it.
func systemTime(t time.Time) (seconds int64, nanoseconds int) {
	if t.IsZero() {
		return 0, -1
	}
	return t.Unix(), t.Nanosecond()
}

// Link creates newname as a hard link to the oldname file.
func Link(oldname, newname string) error {
	if errno := link(oldname, newname); errno != 0 {
		return &LinkError{"link", oldname, newname, syscall.Errno(errno)}
	}
	return nil
}

// Truncate changes the size of the named file.
func Truncate(name string, size int64) error { return wrap("truncate", name, truncate(name, size)) }

// Getwd returns an absolute path name corresponding to the current directory.
func Getwd() (dir string, err error) {
	dir, errno := getwd()
	if errno != 0 {
		return "", NewSyscallError("getwd", syscall.Errno(errno))
	}
	return dir, nil
}

// Chdir changes the current working directory to the named directory.
func Chdir(dir string) error { return wrap("chdir", dir, chdir(dir)) }

// TempDir returns the default directory to use for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

// splitPattern splits the name of a temporary file at its last '*'.
func splitPattern(pattern string) (prefix, suffix string, err error) {
	star := -1
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '/':
			return "", "", errors.New("pattern contains path separator")
		case '*':
			star = i
		}
	}
	if star < 0 {
		return pattern, "", nil
	}
	return pattern[:star], pattern[star+1:], nil
}

func randomDigits() string {
	digits := ""
	for n := random(); ; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
		if n < 10 {
			return digits
		}
	}
}

// triesMax is how many names that are taken are tried before giving up.
const triesMax = 10000

// makeTemp calls make with names of dir and pattern until one is not taken.
func makeTemp(op, dir, pattern string, make func(name string) error) error {
	if dir == "" {
		dir = TempDir()
	}
	prefix, suffix, err := splitPattern(pattern)
	if err != nil {
		return &PathError{op, pattern, err}
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	for try := 0; try < triesMax; try++ {
		err := make(dir + prefix + randomDigits() + suffix)
		if !IsExist(err) {
			return err
		}
	}
	return &PathError{op, dir + prefix + "*" + suffix, ErrExist}
}

// CreateTemp creates a new temporary file in the directory dir, TempDir if that is empty, and opens
// it for reading and writing. Its name is pattern with the last '*', or the end, replaced by digits.
func CreateTemp(dir, pattern string) (*File, error) {
	var file *File
	err := makeTemp("createtemp", dir, pattern, func(name string) (err error) {
		file, err = OpenFile(name, O_RDWR|O_CREATE|O_EXCL, 0600)
		return err
	})
	return file, err
}

// MkdirTemp creates a new temporary directory in the directory dir, TempDir if that is empty, and
// returns its path. Its name is pattern with the last '*', or the end, replaced by digits.
func MkdirTemp(dir, pattern string) (string, error) {
	path := ""
	err := makeTemp("mkdirtemp", dir, pattern, func(name string) error {
		path = name
		return Mkdir(name, 0700)
	})
	if err != nil {
		return "", err
	}
	return path, nil
}
