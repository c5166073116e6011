package testing

import (
	"flag"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// failures counts tests that failed.
var failures atomic.Uint32

func shouldFailFast() bool { return failFast != nil && *failFast && failures.Load() > 0 }

// artifactRoot is the directory of all artifacts.
var artifactRoot string

// testDeps is what the generated main function says about the package under test.
type testDeps interface {
	ImportPath() string
	ModulePath() string
}

// M is what a function TestMain gets.
type M struct {
	deps        testDeps
	tests       []InternalTest
	benchmarks  []InternalBenchmark
	fuzzTargets []InternalFuzzTarget
	examples    []InternalExample
	alarm       alarm
}

// MainStart is called by the main function that "burrow test" generates.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget, examples []InternalExample) *M {
	isTestBinary = true
	Init()
	return &M{deps: deps, tests: tests, benchmarks: benchmarks, fuzzTargets: fuzzTargets, examples: examples}
}

type noPackage struct{}

func (noPackage) ImportPath() string { return "" }
func (noPackage) ModulePath() string { return "" }

// Main runs tests without "burrow test".
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	os.Exit(MainStart(noPackage{}, tests, benchmarks, nil, examples).Run())
}

// Run runs the tests and returns the exit status: 0 when all have passed. When TestMain returns, the
// program ends with it.
func (m *M) Run() (code int) {
	defer func() {
		if deps, ok := m.deps.(interface{ Exited(code int) }); ok {
			deps.Exited(code)
		}
	}()
	if !flag.Parsed() {
		flag.Parse()
	}
	if chatty.json {
		// Lines of both must not be mixed within a line.
		os.Stderr = os.Stdout
	}
	if *parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		return 2
	}
	if *matchList != "" {
		m.list()
		return 0
	}
	if *shuffle != "off" && !m.shuffle() {
		return 2
	}
	parseCPUList()
	if *artifacts {
		artifactRoot = "_artifacts"
		if *outputDir != "" {
			artifactRoot = *outputDir + "/_artifacts"
		}
	}
	panicOnExitZero(*panicOnExit0)
	defer panicOnExitZero(false)
	if !m.runAll() {
		fmt.Print(chatty.prefix(), "FAIL\n")
		return 1
	}
	fmt.Print(chatty.prefix(), "PASS\n")
	return 0
}

// panicOnExitZero says whether os.Exit(0) panics.
func panicOnExitZero(on bool)

// runAll runs everything in Go's order.
func (m *M) runAll() (ok bool) {
	deadline := m.startAlarm()
	testsRan, testsOK := runTests(m.deps, m.tests, deadline)
	fuzzRan, fuzzOK := runFuzzTests(m.deps, m.fuzzTargets, deadline)
	examplesRan, examplesOK := runExamples(m.examples)
	m.stopAlarm()
	if !testsRan && !examplesRan && !fuzzRan && *matchBenchmarks == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return testsOK && examplesOK && fuzzOK && runBenchmarks(m.deps.ImportPath(), m.benchmarks)
}

func (m *M) shuffle() bool {
	seed := time.Now().UnixNano()
	if *shuffle != "on" {
		var err error
		if seed, err = strconv.ParseInt(*shuffle, 10, 64); err != nil {
			fmt.Fprintln(os.Stderr, `testing: -shuffle should be "off", "on", or a valid integer:`, err)
			return false
		}
	}
	fmt.Println("-test.shuffle", seed)
	rng := rand.New(rand.NewSource(seed))
	rng.Shuffle(len(m.tests), func(i, j int) { m.tests[i], m.tests[j] = m.tests[j], m.tests[i] })
	rng.Shuffle(len(m.benchmarks), func(i, j int) { m.benchmarks[i], m.benchmarks[j] = m.benchmarks[j], m.benchmarks[i] })
	return true
}

// list prints the names that -test.list matches.
func (m *M) list() {
	var names []string
	for _, test := range m.tests {
		names = append(names, test.Name)
	}
	for _, benchmark := range m.benchmarks {
		names = append(names, benchmark.Name)
	}
	for _, target := range m.fuzzTargets {
		names = append(names, target.Name)
	}
	for _, example := range m.examples {
		names = append(names, example.Name)
	}
	if _, problem := matchString(*matchList, "non-empty"); problem != "" {
		fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", *matchList, problem)
		os.Exit(1)
	}
	for _, name := range names {
		if ok, _ := matchString(*matchList, name); ok {
			fmt.Println(name)
		}
	}
}

// RunTests runs tests without "burrow test".
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	var deadline time.Time
	if *timeout > 0 {
		deadline = time.Now().Add(*timeout)
	}
	ran, ok := runTests(noPackage{}, tests, deadline)
	if !ran && !haveExamples {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return ok
}

// initRoot makes c the root of a tree of tests; what they report is printed.
func (c *common) initRoot(deps testDeps) {
	c.w = os.Stdout
	c.importPath, c.modulePath = deps.ImportPath(), deps.ModulePath()
	c.signal, c.barrier = make(chan bool, 1), make(chan bool)
	if Verbose() {
		c.chatty = newChattyPrinter(c.w)
	}
}

// eachRound calls round for each number of workers and as often as -test.count says, until one
// ran nothing.
func eachRound(round func() (ran bool)) {
	for _, workers := range cpuList {
		setWorkers(workers)
		for i := uint(0); i < *count && !shouldFailFast(); i++ {
			if !round() {
				return
			}
		}
	}
}

func runTests(deps testDeps, tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	eachRound(func() bool {
		all := &T{tstate: newTestState(*parallel, newMatcher(*match, "-test.run", *skip), deadline)}
		all.initRoot(deps)
		tRunner(all, func(t *T) {
			for _, test := range tests {
				t.Run(test.Name, test.F)
			}
		})
		<-all.signal
		ok = ok && !all.Failed()
		ran = ran || all.ran
		return ran
	})
	return ran, ok
}
