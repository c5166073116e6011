// Package debug has what programs use to debug themselves while they run.
package debug

import (
	"os"
	"runtime"
)

// Stack returns the calling goroutine's stack trace.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// PrintStack prints the calling goroutine's stack trace to standard error.
func PrintStack() {
	os.Stderr.Write(Stack())
}
