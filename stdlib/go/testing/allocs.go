package testing

import "runtime"

// AllocsPerRun returns how many allocations a call of f makes on average, without the fraction. It
// calls f once more, to warm up, and uses one worker meanwhile.
func AllocsPerRun(runs int, f func()) (avg float64) {
	if parallelStarted.Load() != parallelStopped.Load() {
		panic("testing: AllocsPerRun called during parallel test")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(runs))
}
