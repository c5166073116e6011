// Package syscall has of the system's interface what errors and signals of other packages are made
// of.
package syscall

import (
	"errors"
	"internal/oserror"
)

// An Errno is an error number of the system.
type Errno uintptr

func errnoText(e int) string

// Error returns the system's text.
func (e Errno) Error() string { return errnoText(int(e)) }

// Is reports whether the error is one of the general errors of package io/fs or
// errors.ErrUnsupported.
func (e Errno) Is(target error) bool {
	switch target {
	case oserror.ErrPermission:
		return e == EACCES || e == EPERM
	case oserror.ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case oserror.ErrNotExist:
		return e == ENOENT
	case errors.ErrUnsupported:
		return e == ENOSYS || e == ENOTSUP || e == EOPNOTSUPP
	}
	return false
}

// Timeout reports whether the error is a time-out.
func (e Errno) Timeout() bool { return e == EAGAIN || e == EWOULDBLOCK || e == ETIMEDOUT }

// Temporary reports whether the error is temporary.
func (e Errno) Temporary() bool { return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout() }
