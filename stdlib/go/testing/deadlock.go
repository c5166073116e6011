package testing

import "strings"

// deadlockReport returns the traces of all goroutines when a deadlock has ended the running
// goroutine, which runs its deferred calls; else "". It returns them once.
func deadlockReport() string

// noteDeadlock is called in the deferred call that ends a test: a test that a deadlock has caught
// fails with its report. The other tests go on.
func (c *common) noteDeadlock() {
	report := deadlockReport()
	if report == "" {
		return
	}
	c.finish()
	report = withoutTesting(report)
	if c.o == nil {
		c.output = append(c.output, report+"\n"...)
	} else {
		c.flushPartial()
		c.o.write([]byte(strings.ReplaceAll(report, "\n", "\n"+indent)+"\n"), true)
	}
	c.Fail()
}

// withoutTesting leaves out goroutines that wait in this package, such as for the end of a test.
func withoutTesting(report string) string {
	var kept []string
	for _, trace := range strings.Split(strings.TrimRight(report, "\n"), "\n\n") {
		_, frames, _ := strings.Cut(trace, "\n")
		if !strings.HasPrefix(frames, "testing.") {
			kept = append(kept, trace)
		}
	}
	return strings.Join(kept, "\n\n")
}
