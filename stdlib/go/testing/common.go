package testing

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// common is what T, B and F embed: a node in the tree of tests, its verdict and its output.
type common struct {
	mu       sync.RWMutex // guards this group
	output   []byte       // what it printed and nobody has seen yet
	ran      bool         // it, or a test below it, was run
	failed   bool
	skipped  bool
	done     bool // it has finished, and so have all tests below it
	finished bool // its function has returned, or ended itself in order
	helpers  map[string]bool
	cleanups []*cleanup
	running  *cleanup // the cleanup under way

	w      io.Writer     // where its report goes
	o      *outputWriter // what Output returns
	chatty *chattyPrinter

	name       string
	importPath string
	modulePath string
	parent     *common
	level      int // 0: the root
	creator    []uintptr
	start      time.Time
	duration   time.Duration

	isBenchmark    bool
	isParallel     bool
	isSynctest     bool // the function of a synctest bubble: not a test of its own
	inFuzzTarget   bool
	hasSub         atomic.Bool
	cleanupStarted atomic.Bool

	barrier chan bool // closed when parallel subtests may start
	signal  chan bool // says that the test has finished, or is paused
	sub     []*T      // parallel subtests

	tempDirMu    sync.Mutex
	tempDir      string
	tempDirErr   error
	tempDirCount int

	artifactDirOnce sync.Once
	artifactDir     string
	artifactDirErr  error

	ctx    context.Context
	cancel context.CancelFunc
}

func (c *common) private() {}

// Name returns the test's name: those of the tests above it and its own, separated by slashes.
func (c *common) Name() string { return c.name }

func (c *common) setRan() {
	if c.parent != nil {
		c.parent.setRan()
	}
	c.mu.Lock()
	c.ran = true
	c.mu.Unlock()
}

// Fail marks the function as having failed, and goes on.
func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

// Failed reports whether the function has failed.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// FailNow marks the function as having failed and ends its goroutine, which must be the one that
// runs the test's function; deferred calls are run.
func (c *common) FailNow() {
	c.checkFuzz("FailNow")
	c.Fail()
	c.finish()
	runtime.Goexit()
}

// finish notes that the function ends in order.
func (c *common) finish() {
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
}

func (c *common) hasFinished() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.finished
}

// Log formats its arguments like fmt.Println and notes the text in the log, which is printed when
// the test fails or -test.v is set; benchmarks always print it.
func (c *common) Log(args ...any) {
	c.checkFuzz("Log")
	c.log(fmt.Sprintln(args...), false)
}

// Logf formats its arguments like fmt.Printf and notes the text in the log.
func (c *common) Logf(format string, args ...any) {
	c.checkFuzz("Logf")
	c.log(fmt.Sprintf(format, args...), false)
}

// Error is Log and then Fail.
func (c *common) Error(args ...any) {
	c.checkFuzz("Error")
	c.log(fmt.Sprintln(args...), true)
	c.Fail()
}

// Errorf is Logf and then Fail.
func (c *common) Errorf(format string, args ...any) {
	c.checkFuzz("Errorf")
	c.log(fmt.Sprintf(format, args...), true)
	c.Fail()
}

// Fatal is Log and then FailNow.
func (c *common) Fatal(args ...any) {
	c.checkFuzz("Fatal")
	c.log(fmt.Sprintln(args...), true)
	c.FailNow()
}

// Fatalf is Logf and then FailNow.
func (c *common) Fatalf(format string, args ...any) {
	c.checkFuzz("Fatalf")
	c.log(fmt.Sprintf(format, args...), true)
	c.FailNow()
}

// Skip is Log and then SkipNow.
func (c *common) Skip(args ...any) {
	c.checkFuzz("Skip")
	c.log(fmt.Sprintln(args...), false)
	c.SkipNow()
}

// Skipf is Logf and then SkipNow.
func (c *common) Skipf(format string, args ...any) {
	c.checkFuzz("Skipf")
	c.log(fmt.Sprintf(format, args...), false)
	c.SkipNow()
}

// SkipNow marks the test as skipped and ends its goroutine, which must be the one that runs the
// test's function. A test that has failed before stays failed.
func (c *common) SkipNow() {
	c.checkFuzz("SkipNow")
	c.mu.Lock()
	c.skipped = true
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// Skipped reports whether the test was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// checkFuzz panics when a method of F is called inside the fuzz target.
func (c *common) checkFuzz(method string) {
	if c.inFuzzTarget {
		panic("testing: f." + method + " was called inside the fuzz target, use t." + method + " instead")
	}
}

// log notes a text with its place. It must be called by the method that the test calls.
func (c *common) log(text string, isError bool) {
	text = strings.TrimSuffix(text, "\n")
	text = strings.ReplaceAll(text, "\n", "\n"+indent) + "\n"
	to := c.destination()
	if to == nil {
		panic("Log in goroutine after " + c.name + " has completed: " + text)
	}
	// Skipped: place, log, the public method.
	text = to.place(3) + text
	to.flushPartial()
	to.o.write([]byte(text), isError)
}

// destination returns the test that output belongs to: this one, or when it has finished the
// nearest one above that has not; nil when all have.
func (c *common) destination() *common {
	own := !c.isSynctest
	for at := c; at != nil; at = at.parent {
		at.mu.Lock()
		done := at.done
		at.mu.Unlock()
		if !done && own {
			return at
		}
		own = true
	}
	return nil
}

// Output returns a writer to the test's log: lines are indented like those of Log, without a place.
// It may not be used after the test and all tests above it have returned.
func (c *common) Output() io.Writer {
	c.checkFuzz("Output")
	to := c.destination()
	if to == nil {
		panic("Output called after " + c.name + " has completed")
	}
	return to.o
}

// Attr writes an attribute of the test: the key must not contain white space, the value no newline.
func (c *common) Attr(key, value string) {
	switch {
	case strings.ContainsFunc(key, isSpaceRune):
		c.Errorf("disallowed whitespace in attribute key %q", key)
	case strings.ContainsAny(value, "\r\n"):
		c.Errorf("disallowed newline in attribute value %q", value)
	case c.chatty != nil:
		c.chatty.update(c.name, "=== ATTR  %s %v %v\n", c.name, key, value)
	}
}

// Context returns a context that is canceled just before the functions of Cleanup are called.
func (c *common) Context() context.Context {
	c.checkFuzz("Context")
	return c.ctx
}

// elapse adds the time since the start to the duration.
func (c *common) elapse() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.duration += time.Since(c.start)
	return c.duration
}
