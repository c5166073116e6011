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
	report = strings.TrimRight(report, "\n")
	if c.o == nil {
		c.output = append(c.output, report+"\n"...)
	} else {
		c.flushPartial()
		c.o.write([]byte(strings.ReplaceAll(report, "\n", "\n"+indent)+"\n"), true)
	}
	c.Fail()
}
