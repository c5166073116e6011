package testing

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// InternalExample is an example function, its name, and what it is to print.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

var haveExamples bool

// RunExamples runs examples without "burrow test".
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(examples)
	return ok
}

func runExamples(examples []InternalExample) (ran, ok bool) {
	haveExamples = len(examples) > 0
	m := newMatcher(*match, "-test.run", *skip)
	ok = true
	for _, example := range examples {
		if _, matched, _ := m.fullName(nil, example.Name); matched {
			ran = true
			ok = runExample(&example) && ok
		}
	}
	return ran, ok
}

// exampleRun is one run of an example. Standard output goes to a file meanwhile: unlike a pipe it
// takes any amount without anybody reading.
type exampleRun struct {
	common
	example  *InternalExample
	stdout   *os.File
	capture  *os.File
	panicked any
}

func runExample(example *InternalExample) (ok bool) {
	if chatty.on {
		fmt.Printf("%s=== RUN   %s\n", chatty.prefix(), example.Name)
	}
	capture, err := os.CreateTemp("", "example")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Remove(capture.Name())
	run := &exampleRun{example: example, stdout: os.Stdout, capture: capture}
	run.name = example.Name
	run.signal = make(chan bool)
	run.start = time.Now()
	os.Stdout = capture
	// On a goroutine of its own, so that a deadlock can end it.
	go run.call()
	<-run.signal
	run.duration = time.Since(run.start)
	os.Stdout = run.stdout
	return run.judge()
}

func (run *exampleRun) call() {
	running.add(&run.common)
	defer func() {
		run.panicked = recover()
		run.noteDeadlock()
		running.remove(&run.common)
		run.signal <- true
	}()
	run.example.F()
	run.finish()
}

// printed returns what the example wrote to standard output.
func (run *exampleRun) printed() string {
	defer run.capture.Close()
	if _, err := run.capture.Seek(0, io.SeekStart); err != nil {
		return ""
	}
	data, _ := io.ReadAll(run.capture)
	return string(data)
}

// judge compares and reports; it panics when the example did.
func (run *exampleRun) judge() (ok bool) {
	text := run.printed()
	complaint := ""
	if run.panicked == nil {
		complaint = run.example.complaint(text)
	}
	deadlocked := run.Failed()
	ok = complaint == "" && run.panicked == nil && run.finished && !deadlocked
	switch {
	case !ok:
		fmt.Printf("%s--- FAIL: %s (%s)\n%s%s", chatty.prefix(), run.name, seconds(run.duration), run.output, complaint)
	case chatty.on:
		fmt.Printf("%s--- PASS: %s (%s)\n", chatty.prefix(), run.name, seconds(run.duration))
	}
	if chatty.json {
		fmt.Printf("%s=== NAME   %s\n", chatty.prefix(), "")
	}
	if run.panicked != nil {
		panic(run.panicked)
	}
	if !run.finished {
		panic(errNilPanicOrGoexit)
	}
	return ok
}

// complaint says how the output differs; "" when it does not.
func (example *InternalExample) complaint(text string) string {
	got, want := strings.TrimSpace(text), strings.TrimSpace(example.Output)
	if example.Unordered {
		if sortedLines(got) != sortedLines(want) {
			return fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", text, example.Output)
		}
	} else if got != want {
		return fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	return ""
}

func sortedLines(text string) string {
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
