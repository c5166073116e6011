// Package syscall contains the part of the low-level operating system primitives that errors of
// other packages are made of.
package syscall

import "errors"

// An Errno is an unsigned number describing an error condition.
type Errno uintptr

func errnoText(e int) string

func (e Errno) Error() string { return errnoText(int(e)) }

// The general errors that errno values stand for; package io/fs gives them their public names.
var (
	ErrPermission = errors.New("permission denied")
	ErrExist      = errors.New("file already exists")
	ErrNotExist   = errors.New("file does not exist")
)

// Is reports whether the errno is an instance of a general error.
func (e Errno) Is(target error) bool {
	switch target {
	case ErrPermission:
		return e == EACCES || e == EPERM
	case ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case ErrNotExist:
		return e == ENOENT
	}
	return false
}

// Timeout reports whether the errno is a time-out.
func (e Errno) Timeout() bool { return e == EAGAIN || e == ETIMEDOUT }

// Temporary reports whether the errno is temporary.
func (e Errno) Temporary() bool { return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout() }

// Some errors.
const (
	EPERM     = Errno(1)
	ENOENT    = Errno(2)
	EINTR     = Errno(4)
	EIO       = Errno(5)
	EBADF     = Errno(9)
	EAGAIN    = Errno(11)
	ENOMEM    = Errno(12)
	EACCES    = Errno(13)
	EEXIST    = Errno(17)
	ENOTDIR   = Errno(20)
	EISDIR    = Errno(21)
	EINVAL    = Errno(22)
	ENFILE    = Errno(23)
	EMFILE    = Errno(24)
	ENOSPC    = Errno(28)
	EPIPE     = Errno(32)
	ENOTEMPTY = Errno(39)
	ETIMEDOUT = Errno(110)
)
