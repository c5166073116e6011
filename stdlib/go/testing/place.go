package testing

import (
	"fmt"
	"runtime"
	"strings"
)

// So many frames are looked at for one that is no helper.
const framesMax = 50

// The function that runs a test's function.
const runnerName = "testing.tRunner"

// The function that calls a cleanup.
const cleanupRunnerName = "testing.(*cleanup).call"

// place returns "file:line: " of the function skip frames above that is no helper.
func (c *common) place(skip int) string {
	var pcs [framesMax]uintptr
	count := runtime.Callers(skip+1, pcs[:])
	frame := c.blame(pcs[:count])
	file, line := frame.File, frame.Line
	if file == "" {
		file = "???"
	} else if fullPath == nil || !*fullPath {
		file = file[strings.LastIndexByte(file, '/')+1:]
	}
	return fmt.Sprintf("%s:%d: ", file, max(line, 1))
}

// blame returns the first frame that is not in a helper function. A function that a test runs as a
// whole may be a helper, too: then the search goes on where its parent called Run.
func (c *common) blame(pcs []uintptr) runtime.Frame {
	frames := runtime.CallersFrames(pcs)
	var first, before, frame runtime.Frame
	skipNext := false
	for more := true; more; before = frame {
		frame, more = frames.Next()
		if skipNext {
			skipNext = false
			continue
		}
		if first.PC == 0 {
			first = frame
		}
		switch frame.Function {
		case "panic", "runtime.gopanic", "runtime.panic":
			continue
		case cleanupRunnerName:
			if running := c.runningCleanup(); running != nil {
				frames, more = runtime.CallersFrames(running.caller), true
				continue
			}
		case runnerName:
			if c.level <= 1 {
				return before
			}
			frames, more = runtime.CallersFrames(c.creator), true
			c = c.parent
			continue
		}
		name, isLoopBody := withoutRange(frame.Function)
		if !c.isHelper(name) {
			return frame
		}
		// Above the body of a loop over an iterator stands the iterator.
		skipNext = isLoopBody
	}
	return first
}

// withoutRange removes the mark of a loop body ("-range1") from a function's name.
func withoutRange(name string) (function string, isLoopBody bool) {
	const mark = "-range"
	at := strings.LastIndex(name, mark)
	if at <= 0 || strings.Trim(name[at+len(mark):], "0123456789") != "" {
		return name, false
	}
	return name[:at], true
}

func (c *common) isHelper(function string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.helpers[function]
}

func (c *common) runningCleanup() *cleanup {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.running
}

// Helper marks the calling function as a helper: the places of what it logs are those of its
// callers.
func (c *common) Helper() {
	if c.isSynctest {
		c = c.parent
	}
	c.markHelper(callerName(2))
}

func (c *common) markHelper(name string) {
	name, _ = withoutRange(name)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[name] = true
}

// callerName returns the name of the function skip frames above the caller of callerName's caller:
// 1 is the caller itself.
func callerName(skip int) string {
	var pc [1]uintptr
	if runtime.Callers(skip+1, pc[:]) == 0 {
		panic("testing: zero callers found")
	}
	frame, _ := runtime.CallersFrames(pc[:]).Next()
	return frame.Function
}
