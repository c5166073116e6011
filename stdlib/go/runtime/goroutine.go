package runtime

// Gosched lets other goroutines run before the calling one goes on.
func Gosched()

// Goexit runs all deferred calls and ends the goroutine that calls it.
func Goexit()

// NumGoroutine returns the number of goroutines that exist.
func NumGoroutine() int

// GOMAXPROCS sets how many goroutines run at once and returns the number so far; it changes
// nothing when n < 1.
func GOMAXPROCS(n int) int

// NumCPU returns the number of processors.
func NumCPU() int

// NumCgoCall returns the number of calls of C functions: there are none.
func NumCgoCall() int64 { return 0 }

// LockOSThread wires the goroutine to its thread; goroutines here do not know of threads.
func LockOSThread() {}

// UnlockOSThread undoes LockOSThread.
func UnlockOSThread() {}
