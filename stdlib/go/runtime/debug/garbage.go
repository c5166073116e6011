package debug

import (
	"runtime"
	"slices"
	"sync/atomic"
	"time"
)

// SetGCPercent sets how much the heap may grow between collections, in percent of what survived,
// and returns the setting so far. Negative: no collections.
func SetGCPercent(percent int) int

// FreeOSMemory collects garbage and gives as much memory back to the system as it can.
func FreeOSMemory() {
	runtime.GC()
	releaseFreeMemory()
}

func releaseFreeMemory()

// GCStats tells about the collections so far.
type GCStats struct {
	LastGC         time.Time       // when the last one ended; the zero time of Unix if not known
	NumGC          int64           // how many
	PauseTotal     time.Duration   // how long they stopped the program, together
	Pause          []time.Duration // how long each did that is still known, the last one first
	PauseEnd       []time.Time     // when each of these ended
	PauseQuantiles []time.Duration // their distribution, as long as the slice given: least to greatest
}

// ReadGCStats fills stats, using the slices there. The newest 256 pauses are known.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.Pause, stats.PauseEnd = stats.Pause[:0], stats.PauseEnd[:0]
	for i := range min(m.NumGC, uint32(len(m.PauseNs))) {
		at := (m.NumGC + 255 - i) % 256
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[at]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[at])))
	}
	fillQuantiles(stats.PauseQuantiles, slices.Sorted(slices.Values(stats.Pause)))
}

func fillQuantiles(quantiles, sorted []time.Duration) {
	if len(sorted) == 0 {
		clear(quantiles)
		return
	}
	for i := range quantiles {
		at := len(sorted) - 1
		if i < len(quantiles)-1 {
			at = len(sorted) * i / (len(quantiles) - 1)
		}
		quantiles[i] = sorted[at]
	}
}

// Settings that are kept for whoever asks; the machine has its own limits.
var (
	maxStack     atomic.Int64
	maxThreads   atomic.Int64
	panicOnFault atomic.Bool
)

func init() {
	maxStack.Store(1000000000)
	maxThreads.Store(10000)
}

// SetMaxStack sets the most bytes that a goroutine's stack may take, and returns the setting so far.
// It has no effect: the machine has its own limit.
func SetMaxStack(bytes int) int { return int(maxStack.Swap(int64(bytes))) }

// SetMaxThreads sets the most threads, and returns the setting so far. It has no effect: the machine
// has its own limit.
func SetMaxThreads(threads int) int { return int(maxThreads.Swap(int64(threads))) }

// SetMemoryLimit sets a soft limit of the heap's and the stacks' memory in bytes, for which garbage
// is collected earlier, even when SetGCPercent has switched collections off. It returns the setting so
// far; a negative limit only asks, and math.MaxInt64 is none.
func SetMemoryLimit(limit int64) int64

// SetPanicOnFault says whether unexpected faults panic, and returns the setting so far. It has no
// effect: there are no such faults.
func SetPanicOnFault(enabled bool) bool { return panicOnFault.Swap(enabled) }

// SetTraceback sets how much a trace shows. It has no effect.
func SetTraceback(level string) {}
