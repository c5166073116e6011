// Package fmt implements formatted I/O with functions analogous to C's printf and scanf.
package fmt

import (
	"io"
	"os"
)

// State represents the printer state passed to custom formatters.
type State interface {
	// Write is the function to call to emit formatted output to be printed.
	Write(b []byte) (n int, err error)
	// Width returns the value of the width option and whether it has been set.
	Width() (wid int, ok bool)
	// Precision returns the value of the precision option and whether it has been set.
	Precision() (prec int, ok bool)
	// Flag reports whether the flag c, a character, has been set.
	Flag(c int) bool
}

// Formatter is implemented by any value that has a Format method.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by any value that has a String method.
type Stringer interface {
	String() string
}

// GoStringer is implemented by any value that has a GoString method.
type GoStringer interface {
	GoString() string
}

// What fills a hole in formatted text; the numbers are known to the native side.
const (
	fillError    = 1
	fillString   = 2
	fillGoString = 3
	fillFormat   = 4
)

// Bits of flags; the order is known to the native side.
const (
	flagMinus = 1 << iota
	flagPlus
	flagSharp
	flagSpace
	flagZero
	flagPlusV
	flagSharpV
)

// Formatted text with holes, six numbers each (position, filler, verb, flags, width, precision),
// and the values whose methods fill them.
func format(format string, a []any) (text string, holes []int, values []any)
func formatWrap(format string, a []any) (text string, holes []int, values []any, wrapped []int)
func print(a []any) (text string, holes []int, values []any)
func println(a []any) (text string, holes []int, values []any)
func formatOne(v any, verb rune, flags, width, precision int) (text string, holes []int, values []any)
func formatString(s string, verb rune, flags, width, precision int) string
func isNilPointer(v any) bool
func typeName(v any) string

// state is what a Formatter writes to.
type state struct {
	buf              []byte
	flags            int
	width, precision int
}

func (s *state) Write(b []byte) (n int, err error) {
	s.buf = append(s.buf, b...)
	return len(b), nil
}

func (s *state) WriteString(text string) (n int, err error) {
	s.buf = append(s.buf, text...)
	return len(text), nil
}

func (s *state) Width() (wid int, ok bool) {
	return max(s.width, 0), s.width >= 0
}

func (s *state) Precision() (prec int, ok bool) {
	return max(s.precision, 0), s.precision >= 0
}

func (s *state) Flag(c int) bool {
	switch c {
	case '-':
		return s.flags&flagMinus != 0
	case '+':
		return s.flags&(flagPlus|flagPlusV) != 0
	case '#':
		return s.flags&(flagSharp|flagSharpV) != 0
	case ' ':
		return s.flags&flagSpace != 0
	case '0':
		return s.flags&flagZero != 0 && s.flags&flagMinus == 0
	}
	return false
}

// fill calls the methods that the holes wait for.
func fill(text string, holes []int, values []any) string {
	if len(values) == 0 {
		return text
	}
	var out []byte
	last := 0
	for i, v := range values {
		h := holes[6*i : 6*i+6]
		out = append(out, text[last:h[0]]...)
		last = h[0]
		out = append(out, callMethod(v, h[1], rune(h[2]), h[3], h[4], h[5])...)
	}
	return string(append(out, text[last:]...))
}

// callMethod is the text of v by its own method. A panic of the method becomes part of the text.
func callMethod(v any, filler int, verb rune, flags, width, precision int) (text string) {
	var partial *state
	defer func() {
		if err := recover(); err != nil {
			if isNilPointer(v) {
				text = formatString("<nil>", 's', flags&^flagSharpV, width, precision)
				return
			}
			text = "%!" + string(verb) + "(PANIC=" + methodName(filler) + " method: " + fill(formatOne(err, 'v', 0, -1, -1)) + ")"
			if partial != nil {
				text = string(partial.buf) + text
			}
		}
	}()
	switch filler {
	case fillError:
		return formatString(v.(error).Error(), verb, flags, width, precision)
	case fillString:
		return formatString(v.(Stringer).String(), verb, flags, width, precision)
	case fillGoString:
		return formatString(v.(GoStringer).GoString(), 's', flags, width, precision)
	}
	partial = &state{flags: flags, width: width, precision: precision}
	v.(Formatter).Format(partial, verb)
	return string(partial.buf)
}

func methodName(filler int) string {
	switch filler {
	case fillError:
		return "Error"
	case fillString:
		return "String"
	case fillGoString:
		return "GoString"
	}
	return "Format"
}

// Fprintf formats according to a format specifier and writes to w.
func Fprintf(w io.Writer, format_ string, a ...any) (n int, err error) {
	return io.WriteString(w, fill(format(format_, a)))
}

// Printf formats according to a format specifier and writes to standard output.
func Printf(format_ string, a ...any) (n int, err error) {
	return os.Stdout.WriteString(fill(format(format_, a)))
}

// Sprintf formats according to a format specifier and returns the resulting string.
func Sprintf(format_ string, a ...any) string {
	return fill(format(format_, a))
}

// Appendf formats according to a format specifier and appends the result to the byte slice.
func Appendf(b []byte, format_ string, a ...any) []byte {
	return append(b, fill(format(format_, a))...)
}

// Fprint formats using the default formats for its operands and writes to w.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	return io.WriteString(w, fill(print(a)))
}

// Print formats using the default formats for its operands and writes to standard output.
func Print(a ...any) (n int, err error) {
	return os.Stdout.WriteString(fill(print(a)))
}

// Sprint formats using the default formats for its operands and returns the resulting string.
func Sprint(a ...any) string {
	return fill(print(a))
}

// Append formats using the default formats for its operands and appends the result to the byte slice.
func Append(b []byte, a ...any) []byte {
	return append(b, fill(print(a))...)
}

// Fprintln formats using the default formats for its operands and writes to w.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	return io.WriteString(w, fill(println(a)))
}

// Println formats using the default formats for its operands and writes to standard output.
func Println(a ...any) (n int, err error) {
	return os.Stdout.WriteString(fill(println(a)))
}

// Sprintln formats using the default formats for its operands and returns the resulting string.
func Sprintln(a ...any) string {
	return fill(println(a))
}

// Appendln formats using the default formats for its operands and appends the result to the byte slice.
func Appendln(b []byte, a ...any) []byte {
	return append(b, fill(println(a))...)
}

// FormatString returns a string representing the fully qualified formatting directive captured by
// the State, followed by the argument verb.
func FormatString(s State, verb rune) string {
	b := []byte{'%'}
	for _, c := range " +-#0" {
		if s.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := s.Width(); ok {
		b = append(b, Sprint(w)...)
	}
	if p, ok := s.Precision(); ok {
		b = append(b, '.')
		b = append(b, Sprint(p)...)
	}
	return string(b) + string(verb)
}
