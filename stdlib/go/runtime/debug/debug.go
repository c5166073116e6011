// Package debug has what programs use to debug themselves while they run.
package debug

import (
	"os"
	"runtime"
)

// SetGCPercent sets how much the heap may grow between collections, in percent of what survived,
// and returns the setting so far. Negative: no collections.
func SetGCPercent(percent int) int

// FreeOSMemory collects garbage and gives memory back.
func FreeOSMemory() { runtime.GC() }

// SetMaxStack sets the most bytes that a goroutine's stack may take. The machine's own limit stays.
func SetMaxStack(bytes int) int { return 1000000000 }

// SetMaxThreads sets the most threads. The machine's own limit stays.
func SetMaxThreads(threads int) int { return 10000 }

// SetMemoryLimit sets a soft limit of memory. It has no effect.
func SetMemoryLimit(limit int64) int64 { return 1<<63 - 1 }

// SetPanicOnFault says whether unexpected faults panic. They always do.
func SetPanicOnFault(enabled bool) bool { return false }

// SetTraceback sets how much a trace shows. It has no effect.
func SetTraceback(level string) {}

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
