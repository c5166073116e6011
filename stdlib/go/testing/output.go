package testing

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Marks for test2json in the output of a run with -test.v=test2json.
const (
	markFraming    byte = 'V' - '@' // a line that test2json is to understand
	markErrorBegin byte = 'O' - '@'
	markErrorEnd   byte = 'N' - '@'
	markEscape     byte = '[' - '@' // the next byte means itself
)

const indent = "    "

// seconds returns a duration like "0.25s".
func seconds(d time.Duration) string { return fmt.Sprintf("%.2fs", d.Seconds()) }

// chattyPrinter prints what verbose tests say at once, and names the test when another one printed
// before.
type chattyPrinter struct {
	w    io.Writer
	json bool
	mu   sync.Mutex
	last string // the test that printed last
}

func newChattyPrinter(w io.Writer) *chattyPrinter { return &chattyPrinter{w: w, json: chatty.json} }

// prefix stands before lines for test2json; a nil printer has none.
func (p *chattyPrinter) prefix() string {
	if p != nil && p.json {
		return string(markFraming)
	}
	return ""
}

// update prints a line about the test's state that has its name.
func (p *chattyPrinter) update(name, format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = name
	fmt.Fprintf(p.w, p.prefix()+format, args...)
}

// print prints what the test said.
func (p *chattyPrinter) print(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last != "" && p.last != name {
		text = p.prefix() + "=== NAME  " + name + "\n" + text
	}
	p.last = name
	io.WriteString(p.w, text)
}

// flushToParent writes a line and below it all that the test printed to where the parent prints.
func (c *common) flushToParent(format string, args ...any) {
	p := c.parent
	p.mu.Lock()
	defer p.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	text := fmt.Sprintf(format, args...) + string(c.output)
	c.output = nil
	if c.chatty != nil && (p.w == c.chatty.w || c.chatty.json) {
		c.chatty.update(c.name, "%s", text)
	} else {
		io.WriteString(p.w, c.chatty.prefix()+text)
	}
}

// indenter appends to a test's output what the tests below it print.
type indenter struct{ c *common }

// Write indents each line.
func (w indenter) Write(b []byte) (int, error) {
	for _, line := range bytes.SplitAfter(b, []byte("\n")) {
		if len(line) == 0 {
			break
		}
		if line[0] == markFraming {
			w.c.output = append(w.c.output, markFraming)
			line = line[1:]
		}
		w.c.output = append(w.c.output, indent...)
		w.c.output = append(w.c.output, line...)
	}
	return len(b), nil
}

// outputWriter takes the lines of a test's log.
type outputWriter struct {
	c       *common
	partial []byte // the beginning of a line whose end was not written yet
}

// Write writes to the test's log; it may not be called after the test and all tests above it have
// returned.
func (o *outputWriter) Write(p []byte) (int, error) { return o.write(p, false) }

func (o *outputWriter) write(p []byte, isError bool) (int, error) {
	if o == nil || o.c == nil {
		return 0, nil
	}
	if o.c.destination() == nil {
		panic("Write called after " + o.c.name + " has completed")
	}
	o.c.mu.Lock()
	defer o.c.mu.Unlock()
	lines := bytes.SplitAfter(p, []byte("\n"))
	last := len(lines) - 1
	for i, line := range lines[:last] {
		if len(o.partial) > 0 {
			line = append(o.partial, line...)
			o.partial = nil
		}
		o.writeLine(string(line), isError && i == 0, isError && i == last-1)
	}
	o.partial = append(o.partial, lines[last]...)
	return len(p), nil
}

// flushPartial ends a line that was begun.
func (c *common) flushPartial() {
	c.mu.Lock()
	partial := c.o != nil && len(c.o.partial) > 0
	c.mu.Unlock()
	if partial {
		c.o.Write([]byte("\n"))
	}
}

// writeLine takes a line with its newline; the first and the last line of an error are marked.
func (o *outputWriter) writeLine(line string, beginsError, endsError bool) {
	c := o.c
	if c.done || c.chatty == nil {
		c.output = append(c.output, indent...)
		c.output = append(c.output, line...)
		return
	}
	before, after := "", ""
	if c.chatty.json {
		line = escapeMarks(line)
		if beginsError {
			before = string(markErrorBegin)
		}
		if endsError {
			line, after = strings.TrimSuffix(line, "\n"), string(markErrorEnd)+"\n"
		}
	}
	text := before + indent + line + after
	if c.isBenchmark {
		fmt.Print(text)
	} else {
		c.chatty.print(c.name, text)
	}
}

var markEscaper = strings.NewReplacer(
	string(markFraming), string(markEscape)+string(markFraming),
	string(markErrorBegin), string(markEscape)+string(markErrorBegin),
	string(markErrorEnd), string(markEscape)+string(markErrorEnd),
	string(markEscape), string(markEscape)+string(markEscape),
)

func escapeMarks(line string) string { return markEscaper.Replace(line) }
