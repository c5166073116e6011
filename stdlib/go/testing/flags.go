package testing

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// The flags, registered by Init.
var (
	short           *bool
	failFast        *bool
	outputDir       *string
	artifacts       *bool
	chatty          chattyFlag
	count           *uint
	matchList       *string
	match           *string
	skip            *string
	timeout         *time.Duration
	cpuListText     *string
	parallel        *int
	shuffle         *string
	fullPath        *bool
	panicOnExit0    *bool
	matchBenchmarks *string
	benchmarkMemory *bool
	benchTime       = durationOrCount{d: time.Second}
)

var initRan bool

// Init registers the flags of tests. "burrow test" has done so before any test function runs; it is
// needed only to call functions such as Benchmark in an ordinary program.
func Init() {
	if initRan {
		return
	}
	initRan = true
	short = flag.Bool("test.short", false, "run smaller test suite to save time")
	failFast = flag.Bool("test.failfast", false, "do not start new tests after the first test failure")
	outputDir = flag.String("test.outputdir", "", "write artifacts to `dir`")
	artifacts = flag.Bool("test.artifacts", false, "store test artifacts in test.,outputdir")
	flag.Var(&chatty, "test.v", "verbose: print additional output")
	count = flag.Uint("test.count", 1, "run tests and benchmarks `n` times")
	matchList = flag.String("test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	match = flag.String("test.run", "", "run only tests and examples matching `regexp`")
	skip = flag.String("test.skip", "", "do not list or run tests matching `regexp`")
	timeout = flag.Duration("test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	cpuListText = flag.String("test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	parallel = flag.Int("test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	shuffle = flag.String("test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	fullPath = flag.Bool("test.fullpath", false, "show full file names in error messages")
	panicOnExit0 = flag.Bool("test.paniconexit0", false, "panic on call to os.Exit(0)")
	matchBenchmarks = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
	benchmarkMemory = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&benchTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
}

// chattyFlag is the value of -test.v: false, true or test2json.
type chattyFlag struct {
	on   bool
	json bool
}

// IsBoolFlag lets the flag stand without a value.
func (*chattyFlag) IsBoolFlag() bool { return true }

// Set takes "true", "false" or "test2json".
func (f *chattyFlag) Set(text string) error {
	switch text {
	case "true":
		*f = chattyFlag{on: true}
	case "test2json":
		*f = chattyFlag{on: true, json: true}
	case "false":
		*f = chattyFlag{}
	default:
		return fmt.Errorf("invalid flag -test.v=%s", text)
	}
	return nil
}

// String returns what Set takes.
func (f *chattyFlag) String() string {
	switch {
	case f.json:
		return "test2json"
	case f.on:
		return "true"
	}
	return "false"
}

// Get returns the value for package flag.
func (f *chattyFlag) Get() any {
	if f.json {
		return "test2json"
	}
	return f.on
}

// prefix stands before each line that test2json is to understand.
func (f *chattyFlag) prefix() string {
	if f.json {
		return string(markFraming)
	}
	return ""
}

// durationOrCount is a flag's value: "2s" or "100x".
type durationOrCount struct {
	d time.Duration
	n int
}

// String returns what Set takes.
func (f *durationOrCount) String() string {
	if f.n > 0 {
		return fmt.Sprintf("%dx", f.n)
	}
	return f.d.String()
}

// Set takes a duration or a count with the letter x.
func (f *durationOrCount) Set(text string) error {
	if digits, isCount := strings.CutSuffix(text, "x"); isCount {
		n, err := strconv.Atoi(digits)
		if err != nil || n <= 0 {
			return fmt.Errorf("invalid count")
		}
		*f = durationOrCount{n: n}
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return fmt.Errorf("invalid duration")
	}
	*f = durationOrCount{d: d}
	return nil
}

// cpuList has the numbers of workers to run everything with.
var cpuList []int

func parseCPUList() {
	cpuList = nil
	for _, text := range strings.Split(*cpuListText, ",") {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		cpus, err := strconv.Atoi(text)
		if err != nil || cpus <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", text)
			os.Exit(1)
		}
		cpuList = append(cpuList, cpus)
	}
	if cpuList == nil {
		cpuList = append(cpuList, runtime.GOMAXPROCS(-1))
	}
}
