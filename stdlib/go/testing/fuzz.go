package testing

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// InternalFuzzTarget is a fuzz test and its name.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is what a fuzz test gets. It adds seeds with Add and then calls Fuzz once with the fuzz target,
// which is run on each seed; before that all methods of F may be used, inside the target only those
// of its T, and Failed and Name.
type F struct {
	common
	tstate     *testState
	corpus     []corpusEntry
	fuzzCalled bool
}

// corpusEntry is one list of arguments for the fuzz target.
type corpusEntry struct {
	name   string
	values []any
}

// Helper marks the calling function as a helper: the places of what it logs are those of its
// callers.
func (f *F) Helper() {
	f.checkFuzz("Helper")
	f.markHelper(callerName(2))
}

// Fail marks the fuzz test as having failed, and goes on.
func (f *F) Fail() {
	f.checkFuzz("Fail")
	f.common.Fail()
}

// Skipped reports whether the fuzz test was skipped.
func (f *F) Skipped() bool {
	f.checkFuzz("Skipped")
	return f.common.Skipped()
}

// Add adds a seed: arguments of the types that the fuzz target takes.
func (f *F) Add(args ...any) {
	for _, arg := range args {
		if name := fmt.Sprintf("%T", arg); !fuzzable[name] {
			panic("testing: unsupported type to Add " + name)
		}
	}
	f.corpus = append(f.corpus, corpusEntry{fmt.Sprintf("seed#%d", len(f.corpus)), args})
}

// The types of arguments of a fuzz target. Each takes one word.
var fuzzable = map[string]bool{
	"[]uint8": true, "string": true, "bool": true, "float32": true, "float64": true,
	"int": true, "int8": true, "int16": true, "int32": true, "int64": true,
	"uint": true, "uint8": true, "uint16": true, "uint32": true, "uint64": true,
}

// funcTypes returns the names of the types of a func's parameters and results; isFunc is false
// for anything else.
func funcTypes(f any) (params, results []string, isFunc bool)

// word holds a value of any of these types.
type word uint64

// wordOf returns the word of a value that takes one.
func wordOf(value any) word

// A func that takes a *T and words, by their number.
func func1(f any) func(*T, word)
func func2(f any) func(*T, word, word)
func func3(f any) func(*T, word, word, word)
func func4(f any) func(*T, word, word, word, word)
func func5(f any) func(*T, word, word, word, word, word)
func func6(f any) func(*T, word, word, word, word, word, word)

// Fuzz runs ff, a func(*T, …) of arguments that can be fuzzed, on all seeds: those of Add and those
// in testdata/fuzz/NAME. Each is a subtest.
func (f *F) Fuzz(ff any) {
	if f.fuzzCalled {
		panic("testing: F.Fuzz called more than once")
	}
	f.fuzzCalled = true
	if f.failed {
		return
	}
	types := checkTarget(ff)
	for _, entry := range f.corpus {
		if problem := compareTypes(entry.values, types); problem != "" {
			f.Fatal(problem)
		}
	}
	files, problem := readCorpus("testdata/fuzz/"+f.name, types)
	if problem != "" {
		f.Fatal(problem)
	}
	f.corpus = append(f.corpus, files...)
	var pcs [framesMax]uintptr
	creator := pcs[:runtime.Callers(2, pcs[:])]
	for _, entry := range f.corpus {
		name := f.name + "/" + entry.name
		if _, ok, _ := f.tstate.match.fullName(nil, name); ok && !shouldFailFast() {
			f.runEntry(name, creator, func(t *T) { callTarget(ff, t, entry.values) })
		}
	}
}

// runEntry runs the target on one seed, like T.Run.
func (f *F) runEntry(name string, creator []uintptr, target func(t *T)) {
	t := newTest(&f.common, name, f.tstate, f.ctx)
	t.creator = creator
	t.announce()
	f.inFuzzTarget = true
	go tRunner(t, target)
	<-t.signal
	if t.chatty != nil && t.chatty.json {
		t.chatty.update(f.name, "=== NAME  %s\n", f.name)
	}
	f.inFuzzTarget = false
}

// checkTarget panics when ff is no fuzz target; it returns the types of its arguments.
func checkTarget(ff any) (types []string) {
	params, results, isFunc := funcTypes(ff)
	switch {
	case !isFunc:
		panic("testing: F.Fuzz must receive a function")
	case len(params) < 2 || params[0] != "*testing.T":
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	case len(results) != 0:
		panic("testing: fuzz target must not return a value")
	}
	if len(params) > 7 {
		panic("testing: not supported yet: fuzz targets with more than six arguments to fuzz")
	}
	for _, name := range params[1:] {
		if !fuzzable[name] {
			panic("testing: unsupported type for fuzzing " + name)
		}
	}
	return params[1:]
}

// callTarget calls ff(t, values...).
func callTarget(ff any, t *T, values []any) {
	var w [6]word
	for i, value := range values {
		w[i] = wordOf(value)
	}
	switch len(values) {
	case 1:
		func1(ff)(t, w[0])
	case 2:
		func2(ff)(t, w[0], w[1])
	case 3:
		func3(ff)(t, w[0], w[1], w[2])
	case 4:
		func4(ff)(t, w[0], w[1], w[2], w[3])
	case 5:
		func5(ff)(t, w[0], w[1], w[2], w[3], w[4])
	case 6:
		func6(ff)(t, w[0], w[1], w[2], w[3], w[4], w[5])
	}
	// The words above do not keep what they point to.
	runtime.KeepAlive(values)
}

// compareTypes says how the types of values differ from those of the target's arguments.
func compareTypes(values []any, types []string) (problem string) {
	if len(values) != len(types) {
		return fmt.Sprintf("wrong number of values in corpus entry: %d, want %d", len(values), len(types))
	}
	var names []string
	for _, value := range values {
		names = append(names, fmt.Sprintf("%T", value))
	}
	for i := range types {
		if names[i] != types[i] {
			return fmt.Sprintf("mismatched types in corpus entry: [%s], want [%s]",
				strings.Join(names, " "), strings.Join(types, " "))
		}
	}
	return ""
}

func runFuzzTests(deps testDeps, targets []InternalFuzzTarget, deadline time.Time) (ran, ok bool) {
	ok = true
	if len(targets) == 0 {
		return false, true
	}
	m := newMatcher(*match, "-test.run", *skip)
	eachRound(func() bool {
		root := &common{}
		root.initRoot(deps)
		tstate := newTestState(*parallel, m, deadline)
		for _, target := range targets {
			if shouldFailFast() {
				break
			}
			name, matched, _ := m.fullName(nil, target.Name)
			if !matched {
				continue
			}
			f := newFuzzTest(root, name, tstate)
			f.announce()
			go fRunner(f, target.Fn)
			<-f.signal
			if f.chatty != nil && f.chatty.json {
				f.chatty.update(root.name, "=== NAME  %s\n", root.name)
			}
			ok = ok && !f.Failed()
			ran = ran || f.ran
		}
		return ran
	})
	return ran, ok
}

func newFuzzTest(root *common, name string, tstate *testState) *F {
	ctx, cancel := context.WithCancel(context.Background())
	f := &F{tstate: tstate}
	f.signal, f.barrier = make(chan bool), make(chan bool)
	f.name, f.parent, f.level, f.chatty = name, root, root.level+1, root.chatty
	f.ctx, f.cancel = ctx, cancel
	f.w = indenter{&f.common}
	f.o = &outputWriter{c: &f.common}
	return f
}

// fRunner runs a fuzz test and what belongs to its end.
func fRunner(f *F, fn func(*F)) {
	defer f.conclude()
	defer func() {
		if len(f.sub) == 0 {
			f.runCleanup()
		}
	}()
	f.start = time.Now()
	fn(f)
	f.finish()
}

// conclude is deferred: like T's.
func (f *F) conclude() {
	problem := recover()
	f.noteDeadlock()
	if f.Failed() {
		failures.Add(1)
	}
	if problem == nil {
		gaveUp := f.common.Skipped() || f.Failed()
		switch {
		case !f.hasFinished() && !gaveUp:
			problem = errNilPanicOrGoexit
		case !f.fuzzCalled && !gaveUp:
			f.Error("returned without calling F.Fuzz, F.Fail, or F.Skip")
		}
	}
	panicking := false
	defer func() {
		if !panicking {
			running.remove(&f.common)
			f.signal <- true
		}
	}()
	if problem == nil {
		f.elapse()
		problem = f.awaitSubtests()
	}
	if problem != nil {
		panicking = true
		f.inFuzzTarget = false
		f.reportPanic()
		panic(problem)
	}
	f.report()
	f.mu.Lock()
	f.done = true
	f.mu.Unlock()
	f.setRan()
}

// awaitSubtests runs the seeds that called Parallel, then the cleanups.
func (f *F) awaitSubtests() (panicked any) {
	if len(f.sub) == 0 {
		return nil
	}
	f.tstate.release()
	close(f.barrier)
	for _, sub := range f.sub {
		<-sub.signal
	}
	f.start = time.Now()
	panicked = f.recoverCleanup()
	f.elapse()
	return panicked
}

// readCorpus reads the files of a directory; there may be none.
func readCorpus(dir string, types []string) (corpus []corpusEntry, problem string) {
	files, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, ""
	}
	if err != nil {
		return nil, fmt.Sprintf("reading seed corpus from testdata: %v", err)
	}
	var problems []string
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		path := dir + "/" + file.Name()
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Sprintf("failed to read corpus file: %v", err)
		}
		values, problem := parseCorpus(string(data))
		if problem != "" {
			problem = "unmarshal: " + problem
		} else {
			problem = compareTypes(values, types)
		}
		if problem != "" {
			problems = append(problems, fmt.Sprintf("%q: %s", path, problem))
			continue
		}
		corpus = append(corpus, corpusEntry{file.Name(), values})
	}
	return corpus, strings.Join(problems, "\n")
}
