package os

import (
	"errors"
	"syscall"
)

// Args hold the command-line arguments, starting with the program name.
var Args []string = arguments()

func arguments() []string

// Exit causes the current program to exit with the given status code. The program terminates
// immediately; deferred functions are not run.
func Exit(code int)

// Getpid returns the process id of the caller.
func Getpid() int

// Getppid returns the process id of the caller's parent.
func Getppid() int

// Getuid returns the numeric user id of the caller.
func Getuid() int

// Getgid returns the numeric group id of the caller.
func Getgid() int

// Geteuid returns the numeric effective user id of the caller.
func Geteuid() int

// Getegid returns the numeric effective group id of the caller.
func Getegid() int

func groups() []int

// Getgroups returns the numeric ids of the groups that the caller belongs to.
func Getgroups() ([]int, error) { return groups(), nil }

// A Signal is a signal of the operating system.
type Signal interface {
	String() string
	Signal() // to distinguish from other Stringers
}

// The signals that every system has.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

func hostname() string
func executable() string

// Hostname returns the host name reported by the kernel.
func Hostname() (name string, err error) { return hostname(), nil }

// Executable returns the path name for the executable that started the current process.
func Executable() (string, error) { return executable(), nil }

// Getpagesize returns the underlying system's memory page size.
func Getpagesize() int { return 4096 }

func lookupEnv(key string) (value string, found bool)
func setenv(key, value string)
func unsetenv(key string)

// Environ returns a copy of strings representing the environment, in the form "key=value".
func Environ() []string

// Clearenv deletes all environment variables.
func Clearenv()

// Getenv retrieves the value of the environment variable named by the key.
func Getenv(key string) string {
	value, _ := lookupEnv(key)
	return value
}

// LookupEnv retrieves the value of the environment variable named by the key.
func LookupEnv(key string) (string, bool) { return lookupEnv(key) }

// Setenv sets the value of the environment variable named by the key.
func Setenv(key, value string) error {
	if key == "" {
		return NewSyscallError("setenv", syscall.EINVAL)
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return NewSyscallError("setenv", syscall.EINVAL)
		}
	}
	setenv(key, value)
	return nil
}

// Unsetenv unsets a single environment variable.
func Unsetenv(key string) error {
	unsetenv(key)
	return nil
}

// UserHomeDir returns the current user's home directory.
func UserHomeDir() (string, error) {
	if home := Getenv("HOME"); home != "" {
		return home, nil
	}
	return "", errors.New("$HOME is not defined")
}

// UserCacheDir returns the directory for what programs of the user keep to save work.
func UserCacheDir() (string, error) { return userDir("XDG_CACHE_HOME", "/.cache") }

// UserConfigDir returns the directory for settings of the user's programs.
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", "/.config") }

// userDir is what the variable says, otherwise a directory in the home directory.
func userDir(variable, below string) (string, error) {
	dir := Getenv(variable)
	if dir != "" && dir[0] != '/' {
		return "", errors.New("path in $" + variable + " is relative")
	}
	if dir != "" {
		return dir, nil
	}
	if home := Getenv("HOME"); home != "" {
		return home + below, nil
	}
	return "", errors.New("neither $" + variable + " nor $HOME are defined")
}

// ExpandEnv replaces ${var} or $var in the string according to the values of the current
// environment variables.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces ${var} or $var in the string based on the mapping function.
func Expand(s string, mapping func(string) string) string {
	var buf []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 >= len(s) {
			buf = append(buf, s[i])
			continue
		}
		name, width := variableName(s[i+1:])
		switch {
		case name != "":
			buf = append(buf, mapping(name)...)
		case width == 0:
			buf = append(buf, '$')
		}
		i += width
	}
	return string(buf)
}

// variableName is the name at the start of s, behind a '$', and the bytes it takes.
func variableName(s string) (name string, width int) {
	special := func(c byte) bool {
		switch c {
		case '*', '#', '$', '@', '!', '?', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			return true
		}
		return false
	}
	letter := func(c byte) bool {
		return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	if s[0] == '{' {
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if special(s[0]) {
		return s[:1], 1
	}
	i := 0
	for i < len(s) && letter(s[i]) {
		i++
	}
	return s[:i], i
}
