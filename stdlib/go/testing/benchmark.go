package testing

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode"
)

// One benchmark runs at a time.
var benchmarkLock sync.Mutex

// InternalBenchmark is a benchmark function and its name.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B is what a benchmark function gets: the number of iterations, the clock, and the ways to report.
// Unlike tests, benchmarks always print what they log.
type B struct {
	common
	bstate *benchmarks // nil when called by Benchmark
	// N is the number of iterations to make, unless Loop is used.
	N             int
	f             func(b *B)
	benchTime     durationOrCount
	lastN         int           // iterations of the run before
	lastDuration  time.Duration // and its time
	bytes         int64
	missingBytes  bool // a benchmark below did not set bytes
	timerOn       bool
	reportsAllocs bool
	result        BenchmarkResult
	parallelism   int
	startAllocs   uint64
	startBytes    uint64
	netAllocs     uint64
	netBytes      uint64
	extra         map[string]float64
	loop          loopState
}

func (b *B) memory() (allocs, bytes uint64) {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.Mallocs, stats.TotalAlloc
}

// StartTimer starts the clock, which runs when the benchmark begins, after StopTimer.
func (b *B) StartTimer() {
	if b.timerOn {
		return
	}
	b.startAllocs, b.startBytes = b.memory()
	b.start = time.Now()
	b.timerOn = true
	b.loop.stopped = false
}

// StopTimer stops the clock while something is done that is not to be measured.
func (b *B) StopTimer() {
	if !b.timerOn {
		return
	}
	b.duration += time.Since(b.start)
	allocs, bytes := b.memory()
	b.netAllocs += allocs - b.startAllocs
	b.netBytes += bytes - b.startBytes
	b.timerOn = false
	b.loop.stopped = true
}

// ResetTimer forgets the time and the allocations so far, and what ReportMetric was told. It does
// not change whether the clock runs.
func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64, 16)
	} else {
		clear(b.extra)
	}
	if b.timerOn {
		b.startAllocs, b.startBytes = b.memory()
		b.start = time.Now()
	}
	b.duration, b.netAllocs, b.netBytes = 0, 0, 0
}

// SetBytes says how many bytes one iteration processes: then MB/s are reported.
func (b *B) SetBytes(n int64) { b.bytes = n }

// ReportAllocs has allocations reported, as -test.benchmem does for all benchmarks.
func (b *B) ReportAllocs() { b.reportsAllocs = true }

// Elapsed returns the time that the clock has measured.
func (b *B) Elapsed() time.Duration {
	if b.timerOn {
		return b.duration + time.Since(b.start)
	}
	return b.duration
}

// ReportMetric adds "n unit" to the result; a unit that is reported anyway is overridden, and 0
// "ns/op" hides that. It panics when the unit is empty or has white space.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.IndexFunc(unit, unicode.IsSpace) >= 0 {
		panic("metric unit must not contain whitespace")
	}
	b.extra[unit] = n
}

// runN runs the function once, for n iterations.
func (b *B) runN(n int) {
	benchmarkLock.Lock()
	defer benchmarkLock.Unlock()
	ctx, cancel := context.WithCancel(context.Background())
	defer b.runCleanup()
	// What runs before leave behind is not to be measured.
	runtime.GC()
	b.N = n
	b.loop = loopState{}
	b.ctx, b.cancel = ctx, cancel
	b.parallelism = 1
	b.ResetTimer()
	b.StartTimer()
	b.f(b)
	b.StopTimer()
	b.lastN, b.lastDuration = n, b.duration
	if b.loop.target > 0 && !b.loop.done && !b.failed {
		b.Error("benchmark function returned without B.Loop() == false (break or return in loop?)")
	}
}

// onGoroutine runs work on a goroutine of its own, which FailNow may end.
func (b *B) onGoroutine(work func()) {
	go func() {
		if b.parent != nil {
			running.add(&b.common)
		}
		defer func() {
			b.noteDeadlock()
			running.remove(&b.common)
			b.signal <- true
		}()
		work()
	}()
	<-b.signal
}

// tryOnce runs one iteration and reports whether there is more to run.
func (b *B) tryOnce() (more bool) {
	if b.bstate != nil {
		b.bstate.makeRoom(len(b.name))
	}
	b.onGoroutine(func() { b.runN(1) })
	if b.failed {
		fmt.Fprintf(b.w, "%s--- FAIL: %s\n%s", b.chatty.prefix(), b.name, b.output)
		return false
	}
	if !b.hasSub.Load() && !b.hasFinished() {
		return true
	}
	tag := "BENCH"
	if b.skipped {
		tag = "SKIP"
	}
	if b.chatty != nil && (len(b.output) > 0 || b.finished) {
		b.trimOutput()
		fmt.Fprintf(b.w, "%s--- %s: %s\n%s", b.chatty.prefix(), tag, b.name, b.output)
	}
	return false
}

// measure runs the function for as long as is asked for.
func (b *B) measure() BenchmarkResult {
	b.onGoroutine(func() {
		// A function that uses Loop has found out by itself.
		switch {
		case b.loop.target > 0:
		case b.benchTime.n > 1:
			b.runN(b.benchTime.n)
		case b.benchTime.n == 0:
			for n := int64(1); !b.failed && b.duration < b.benchTime.d && n < iterationsMax; {
				n = int64(predict(b.benchTime.d, int64(b.N), b.duration, n))
				b.runN(int(n))
			}
		}
		b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.netAllocs, b.netBytes, b.extra}
	})
	return b.result
}

const iterationsMax = 1_000_000_000

// predict returns how many iterations will take the time goal: a fifth more than a run before says,
// but not too many more than last time, since that may have been measured badly.
func predict(goal time.Duration, iterations int64, took time.Duration, last int64) int {
	n := goal.Nanoseconds() * iterations / max(took.Nanoseconds(), 1)
	n += n / 5
	n = min(n, 100*last)
	n = max(n, last+1)
	return int(min(n, iterationsMax))
}

// Run measures f as a benchmark below this one, which is not measured itself any more. It reports
// whether f has not failed.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub.Store(true)
	benchmarkLock.Unlock()
	defer benchmarkLock.Lock()
	full, ok, partial := b.name, true, false
	if b.bstate != nil {
		full, ok, partial = b.bstate.match.fullName(&b.common, name)
	}
	if !ok {
		return true
	}
	var pcs [framesMax]uintptr
	sub := b.fresh(full, f)
	sub.parent, sub.level = &b.common, b.level+1
	sub.creator = pcs[:runtime.Callers(2, pcs[:])]
	if partial {
		// Only benchmarks below it match.
		sub.hasSub.Store(true)
	}
	if b.chatty != nil {
		b.bstate.printLabels()
		if b.chatty.json {
			b.chatty.update(full, "=== RUN   %s\n", full)
		}
		fmt.Println(full)
	}
	if sub.tryOnce() {
		sub.run()
	}
	b.add(sub.result)
	return !sub.failed
}

// fresh returns a benchmark that was not run yet.
func (b *B) fresh(name string, f func(b *B)) *B {
	sub := &B{f: f, benchTime: b.benchTime, bstate: b.bstate}
	sub.name, sub.importPath, sub.w, sub.chatty = name, b.importPath, b.w, b.chatty
	sub.signal = make(chan bool)
	sub.isBenchmark = true
	sub.o = &outputWriter{c: &sub.common}
	return sub
}

// run measures and, in a run of "burrow test", prints the results.
func (b *B) run() {
	if b.bstate == nil {
		b.measure()
		return
	}
	b.bstate.printLabels()
	b.bstate.process(b)
}

// Benchmark measures one function. It is for programs that are not run by "burrow test".
func Benchmark(f func(b *B)) BenchmarkResult {
	b := (&B{benchTime: benchTime}).fresh("", f)
	b.w = discard{}
	if b.tryOnce() {
		b.run()
	}
	return b.result
}

type discard struct{}

// Write drops everything.
func (discard) Write(b []byte) (int, error) { return len(b), nil }

// benchmarks is a run of all benchmarks that match.
type benchmarks struct {
	match     *matcher
	nameMax   int // the widest name so far
	suffixMax int // of the number of workers behind a name
	labels    sync.Once
	deps      string
}

// benchmarkName has the number of workers, unless it is one.
func benchmarkName(name string, workers int) string {
	if workers != 1 {
		return fmt.Sprintf("%s-%d", name, workers)
	}
	return name
}

func (s *benchmarks) makeRoom(length int) {
	if width := length + s.suffixMax + 1; width > s.nameMax {
		// With slack, so that the columns do not move for each name.
		s.nameMax = width + 8
	}
}

// RunBenchmarks runs benchmarks without "burrow test".
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	runBenchmarks("", benchmarks)
}

func runBenchmarks(importPath string, all []InternalBenchmark) (ok bool) {
	if *matchBenchmarks == "" {
		return true
	}
	most := 1
	for _, workers := range cpuList {
		most = max(most, workers)
	}
	state := &benchmarks{
		match:     newMatcher(*matchBenchmarks, "-test.bench", *skip),
		suffixMax: len(benchmarkName("", most)),
		deps:      importPath,
	}
	var matching []InternalBenchmark
	for _, benchmark := range all {
		if _, ok, _ := state.match.fullName(nil, benchmark.Name); ok {
			matching = append(matching, benchmark)
			width := len(benchmarkName(benchmark.Name, most)) + state.suffixMax + 1
			state.nameMax = max(state.nameMax, width)
		}
	}
	root := &B{bstate: state, benchTime: benchTime, f: func(b *B) {
		for _, benchmark := range matching {
			b.Run(benchmark.Name, benchmark.F)
		}
	}}
	root.name, root.w, root.isBenchmark, root.importPath = "Main", os.Stdout, true, importPath
	if Verbose() {
		root.chatty = newChattyPrinter(root.w)
	}
	root.runN(1)
	return !root.failed
}

// process measures with each number of workers, as often as -test.count says, and prints.
func (s *benchmarks) process(b *B) {
	for i, workers := range cpuList {
		for j := uint(0); j < *count; j++ {
			setWorkers(workers)
			name := benchmarkName(b.name, workers)
			if b.chatty == nil {
				fmt.Fprintf(b.w, "%-*s\t", s.nameMax, name)
			}
			if i > 0 || j > 0 {
				again := b.fresh(b.name, b.f)
				again.bstate = nil
				again.tryOnce()
				b = again
			}
			result := b.measure()
			if b.failed {
				fmt.Fprintf(b.w, "%s--- FAIL: %s\n%s", b.chatty.prefix(), name, b.output)
				continue
			}
			if b.chatty != nil {
				fmt.Fprintf(b.w, "%-*s\t", s.nameMax, name)
			}
			line := result.String()
			if *benchmarkMemory || b.reportsAllocs {
				line += "\t" + result.MemString()
			}
			fmt.Fprintln(b.w, line)
			if len(b.output) > 0 {
				b.trimOutput()
				fmt.Fprintf(b.w, "%s--- BENCH: %s\n%s", b.chatty.prefix(), name, b.output)
			}
			if left := runtime.GOMAXPROCS(-1); left != workers {
				fmt.Fprintf(os.Stderr, "testing: %s left GOMAXPROCS set to %d\n", name, left)
			}
			if b.chatty != nil && b.chatty.json {
				b.chatty.update("", "=== NAME  %s\n", "")
			}
		}
	}
}

// printLabels prints once what the numbers are about.
func (s *benchmarks) printLabels() {
	s.labels.Do(func() {
		fmt.Printf("goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
		if s.deps != "" {
			fmt.Printf("pkg: %s\n", s.deps)
		}
		if cpu := cpuName(); cpu != "" {
			fmt.Printf("cpu: %s\n", cpu)
		}
	})
}

// cpuName returns the processor's name, or "".
func cpuName() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for _, line := range strings.Split(string(data), "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// trimOutput shortens a log, which may come from many runs of the function.
func (b *B) trimOutput() {
	const linesMax = 10
	lines := 0
	for i, c := range b.output {
		if c == '\n' {
			if lines++; lines >= linesMax {
				b.output = append(b.output[:i], "\n\t... [output truncated]\n"...)
				return
			}
		}
	}
}
