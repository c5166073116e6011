package testing

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing/internal/bubble"
	"time"
)

// T is what a test function gets: the state of the test, and the ways to report.
//
// A test ends when its function returns or calls FailNow, Fatal, Fatalf, SkipNow, Skip or Skipf;
// these and Parallel may be called only by the goroutine that runs the function. The others may be
// called by several goroutines at once.
type T struct {
	common
	denyParallel bool
	tstate       *testState
}

// InternalTest is a test function and its name.
type InternalTest struct {
	Name string
	F    func(*T)
}

const parallelConflict = "testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel"

var errNilPanicOrGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// newTest makes a test below parent that prints to w of its own.
func newTest(parent *common, name string, tstate *testState, ctx context.Context) *T {
	ctx, cancel := context.WithCancel(ctx)
	t := &T{
		common: common{
			barrier:    make(chan bool),
			signal:     make(chan bool, 1),
			name:       name,
			modulePath: parent.modulePath,
			importPath: parent.importPath,
			parent:     parent,
			level:      parent.level + 1,
			chatty:     parent.chatty,
			ctx:        ctx,
			cancel:     cancel,
		},
		tstate: tstate,
	}
	t.w = indenter{&t.common}
	t.o = &outputWriter{c: &t.common}
	return t
}

// announce says that the test begins.
func (c *common) announce() {
	if c.chatty != nil {
		c.chatty.update(c.name, "=== RUN   %s\n", c.name)
	}
	running.add(c)
}

// Run runs f as a subtest called name on a goroutine of its own and waits until it returns or calls
// Parallel. It reports whether f has not failed so far.
func (t *T) Run(name string, f func(t *T)) bool {
	if t.isSynctest {
		panic("testing: t.Run called inside synctest bubble")
	}
	if t.cleanupStarted.Load() {
		panic("testing: t.Run called during t.Cleanup")
	}
	t.hasSub.Store(true)
	full, ok, _ := t.tstate.match.fullName(&t.common, name)
	if !ok || shouldFailFast() {
		return true
	}
	var pcs [framesMax]uintptr
	sub := newTest(&t.common, full, t.tstate, context.Background())
	sub.creator = pcs[:runtime.Callers(2, pcs[:])]
	sub.announce()
	go tRunner(sub, f)
	if !<-sub.signal {
		// FailNow was called for this test by one below it.
		runtime.Goexit()
	}
	if t.chatty != nil && t.chatty.json {
		t.chatty.update(t.name, "=== NAME  %s\n", t.name)
	}
	return !sub.Failed()
}

// Parallel pauses the test until all tests that are not parallel have ended, and then runs it in
// parallel with the others that call Parallel.
func (t *T) Parallel() {
	switch {
	case t.isParallel:
		panic("testing: t.Parallel called multiple times")
	case t.isSynctest:
		panic("testing: t.Parallel called inside synctest bubble")
	case t.denyParallel:
		panic(parallelConflict)
	}
	t.isParallel = true
	// Waiting does not count.
	t.elapse()
	t.parent.sub = append(t.parent.sub, t)
	if t.chatty != nil {
		t.chatty.update(t.name, "=== PAUSE %s\n", t.name)
	}
	running.remove(&t.common)
	t.signal <- true
	<-t.parent.barrier
	t.tstate.acquire()
	parallelStarted.Add(1)
	if t.chatty != nil {
		t.chatty.update(t.name, "=== CONT  %s\n", t.name)
	}
	running.add(&t.common)
	t.start = time.Now()
}

// checkParallel panics in a test that runs in parallel with others, and keeps it from doing so
// later: what follows changes the whole process.
func (t *T) checkParallel() {
	for c := &t.common; c != nil; c = c.parent {
		if c.isParallel {
			panic(parallelConflict)
		}
	}
	t.denyParallel = true
}

// Setenv sets an environment variable until the test has ended. It cannot be used in parallel tests.
func (t *T) Setenv(key, value string) {
	t.checkParallel()
	t.common.Setenv(key, value)
}

// Chdir changes the working directory until the test has ended. It cannot be used in parallel tests.
func (t *T) Chdir(dir string) {
	t.checkParallel()
	t.common.Chdir(dir)
}

// Deadline returns the time when the run will have exceeded its timeout; ok is false without one.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	if t.isSynctest {
		panic("testing: t.Deadline called inside synctest bubble")
	}
	deadline = t.tstate.deadline
	return deadline, !deadline.IsZero()
}

// tRunner runs a test's function and what belongs to its end.
func tRunner(t *T, f func(t *T)) {
	defer t.conclude()
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanup()
		}
	}()
	t.start = time.Now()
	f(t)
	t.finish()
}

// conclude is deferred: finds out how the function ended, waits for parallel subtests, reports.
func (t *T) conclude() {
	problem := recover()
	t.noteDeadlock()
	signal := true
	if problem == nil && !t.hasFinished() {
		problem = errNilPanicOrGoexit
		for p := t.parent; p != nil; p = p.parent {
			if p.hasFinished() {
				if !t.isParallel {
					t.Errorf("%v: subtest may have called FailNow on a parent test", problem)
					problem = nil
				}
				signal = false
				break
			}
		}
	}
	// Deferred, since a cleanup may end the goroutine. A panic goes on before anybody is told,
	// else the program could end before it was printed.
	panicking := false
	defer func() {
		if panicking {
			return
		}
		if problem != nil {
			panic(problem)
		}
		running.remove(&t.common)
		if t.isParallel {
			parallelStopped.Add(1)
		}
		t.signal <- signal
	}()
	if problem != nil {
		panicking = true
		t.reportPanic()
		panic(problem)
	}
	t.elapse()
	if cleanupProblem := t.awaitSubtests(); cleanupProblem != nil {
		panicking, problem = true, cleanupProblem
		t.reportPanic()
		panic(problem)
	}
	for c := &t.common; c.parent != nil; c = c.parent {
		c.flushPartial()
	}
	if t.Failed() {
		failures.Add(1)
	}
	t.report()
	t.mu.Lock()
	t.done = true
	t.mu.Unlock()
	if !t.hasSub.Load() {
		t.setRan()
	}
}

// awaitSubtests runs the parallel subtests, then the cleanups; it returns the value of a panic.
func (t *T) awaitSubtests() (panicked any) {
	if len(t.sub) == 0 {
		if t.isParallel {
			t.tstate.release()
		}
		return nil
	}
	t.tstate.release()
	running.remove(&t.common)
	close(t.barrier)
	for _, sub := range t.sub {
		<-sub.signal
	}
	running.add(&t.common)
	t.start = time.Now()
	panicked = t.recoverCleanup()
	t.elapse()
	if panicked == nil && !t.isParallel {
		t.tstate.acquire()
	}
	return panicked
}

// reportPanic prints the reports of a test that panics and of all tests above it: the program is
// about to end.
func (c *common) reportPanic() {
	c.Fail()
	if r := c.recoverCleanup(); r != nil {
		c.Logf("cleanup panicked with %v", r)
	}
	for at := c; !at.isSynctest && at.parent != nil; at = at.parent {
		elapsed := at.elapse()
		at.flushPartial()
		at.flushToParent("--- FAIL: %s (%s)\n", at.name, seconds(elapsed))
		if r := at.parent.recoverCleanup(); r != nil {
			fmt.Fprintf(at.parent.w, "cleanup panicked with %v", r)
		}
	}
}

// report prints the verdict and the log.
func (c *common) report() {
	if c.parent == nil || c.isSynctest {
		return
	}
	verdict := ""
	switch {
	case c.Failed():
		verdict = "FAIL"
	case c.chatty == nil:
		return
	case c.Skipped():
		verdict = "SKIP"
	default:
		verdict = "PASS"
	}
	c.flushToParent("--- %s: %s (%s)\n", verdict, c.name, seconds(c.duration))
}

func init() {
	bubble.RunTest = func(t, f any) bool { return runInBubble(t.(*T), f.(func(*T))) }
}

// runInBubble runs f for package testing/synctest, which has made the bubble it is called in, as the
// function of t; it reports whether f has not failed.
func runInBubble(t *T, f func(*T)) (ok bool) {
	if t.cleanupStarted.Load() {
		panic("testing: synctest.Run called during t.Cleanup")
	}
	var pcs [framesMax]uintptr
	inner := newTest(&t.common, t.name, t.tstate, context.Background())
	inner.isSynctest = true
	inner.creator = pcs[:runtime.Callers(2, pcs[:])]
	go tRunner(inner, f)
	if !<-inner.signal {
		runtime.Goexit()
	}
	return !inner.Failed()
}
