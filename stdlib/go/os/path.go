package os

import "syscall"

func random() uint32

func remove(name string) (errno int)
func removeAll(name string) (errno int)
func mkdir(name string, perm int) (errno int)
func mkdirAll(name string, perm int) (errno int)
func rename(old, new string) (errno int)
func symlink(old, new string) (errno int)
func readlink(name string) (target string, errno int)
func chmod(name string, mode int) (errno int)
func getwd() (dir string, errno int)
func chdir(dir string) (errno int)

// Remove removes the named file or (empty) directory.
func Remove(name string) error { return wrap("remove", name, remove(name)) }

// RemoveAll removes path and any children it contains.
func RemoveAll(path string) error { return wrap("unlinkat", path, removeAll(path)) }

// Mkdir creates a new directory with the specified name and permission bits (before umask).
func Mkdir(name string, perm FileMode) error { return wrap("mkdir", name, mkdir(name, int(perm.Perm()))) }

// MkdirAll creates a directory named path, along with any necessary parents.
func MkdirAll(path string, perm FileMode) error {
	return wrap("mkdir", path, mkdirAll(path, int(perm.Perm())))
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
func Chmod(name string, mode FileMode) error { return wrap("chmod", name, chmod(name, int(mode.Perm()))) }

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

func tempName(dir, pattern string) string {
	if dir == "" {
		dir = TempDir()
	}
	at := len(pattern)
	for i := len(pattern) - 1; i >= 0; i-- {
		if pattern[i] == '*' {
			at = i
			break
		}
	}
	prefix, suffix := pattern[:at], ""
	if at < len(pattern) {
		suffix = pattern[at+1:]
	}
	digits := ""
	for n := random(); ; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
		if n < 10 {
			break
		}
	}
	return dir + "/" + prefix + digits + suffix
}

// CreateTemp creates a new temporary file in the directory dir, opens the file for reading and
// writing, and returns the resulting file.
func CreateTemp(dir, pattern string) (*File, error) {
	for try := 0; ; try++ {
		f, err := OpenFile(tempName(dir, pattern), O_RDWR|O_CREATE|O_EXCL, 0600)
		if IsExist(err) && try < 10000 {
			continue
		}
		return f, err
	}
}

// MkdirTemp creates a new temporary directory in the directory dir and returns the pathname of the
// new directory.
func MkdirTemp(dir, pattern string) (string, error) {
	for try := 0; ; try++ {
		name := tempName(dir, pattern)
		err := Mkdir(name, 0700)
		if IsExist(err) && try < 10000 {
			continue
		}
		if err != nil {
			return "", err
		}
		return name, nil
	}
}
