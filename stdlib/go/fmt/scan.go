package fmt

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// ScanState represents the scanner state passed to custom scanners.
type ScanState interface {
	// ReadRune reads the next rune from the input. It returns EOF beyond the width, and, for
	// Scanln and its relatives, after the first newline.
	ReadRune() (r rune, size int, err error)
	// UnreadRune causes the next call to ReadRune to return the same rune.
	UnreadRune() error
	// SkipSpace skips space in the input, newlines as the operation demands.
	SkipSpace()
	// Token skips space if skipSpace is true, then returns the run of runes that satisfy f; without
	// f, those that are not space.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width returns the value of the width option and whether it has been set.
	Width() (wid int, ok bool)
	// Read always fails: scanners read runes.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by any value that has a Scan method, which scans the input for the
// representation of a value and stores the result in the receiver.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan scans text read from standard input, storing successive space-separated values into
// successive arguments. Newlines count as space.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is similar to Scan, but stops scanning at a newline and after the final item there must
// be a newline or EOF.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf scans text read from standard input, storing successive space-separated values into
// successive arguments as determined by the format.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan scans the argument string, storing successive space-separated values into successive
// arguments. Newlines count as space.
func Sscan(str string, a ...any) (n int, err error) { return Fscan(strings.NewReader(str), a...) }

// Sscanln is similar to Sscan, but stops scanning at a newline and after the final item there must
// be a newline or EOF.
func Sscanln(str string, a ...any) (n int, err error) { return Fscanln(strings.NewReader(str), a...) }

// Sscanf scans the argument string, storing successive space-separated values into successive
// arguments as determined by the format.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(strings.NewReader(str), format, a...)
}

// Fscan scans text read from r, storing successive space-separated values into successive
// arguments. Newlines count as space.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r)
	s.newlineIsSpace = true
	return s.values(a)
}

// Fscanln is similar to Fscan, but stops scanning at a newline and after the final item there must
// be a newline or EOF.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScan(r)
	s.newlineEnds = true
	n, err = s.values(a)
	if err == nil {
		err = s.restOfLine()
	}
	return n, err
}

// Fscanf scans text read from r, storing successive space-separated values into successive
// arguments as determined by the format.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScan(r).formatted(format, a)
}

const (
	endOfInput = -1
	unlimited  = 1 << 30
)

// scan is the state of one call. The first failure stays: from then on the input seems to have
// ended, so that every loop ends, and whoever started the scan reports it.
type scan struct {
	input   io.RuneScanner
	token   []byte
	count   int // runes consumed
	limit   int // the count at which the present operand ends
	width   int // of the present operand, or unlimited
	ended   bool
	failure error

	newlineIsSpace bool
	newlineEnds    bool
}

func newScan(r io.Reader) *scan {
	input, ok := r.(io.RuneScanner)
	if !ok {
		if outer, nested := r.(*scan); nested {
			input = outer
		} else {
			input = &runeInput{reader: r}
		}
	}
	return &scan{input: input, limit: unlimited, width: unlimited}
}

func (s *scan) fail(err error) {
	if s.failure == nil {
		s.failure = err
	}
}

func (s *scan) failText(text string) { s.fail(errors.New(text)) }

func (s *scan) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scan) ReadRune() (r rune, size int, err error) {
	if s.ended || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.input.ReadRune()
	if err == nil {
		s.count++
		s.ended = s.newlineEnds && r == '\n'
	} else if err == io.EOF {
		s.ended = true
	}
	return r, size, err
}

func (s *scan) UnreadRune() error {
	s.input.UnreadRune()
	s.ended = false
	s.count--
	return nil
}

func (s *scan) Width() (wid int, ok bool) {
	if s.width == unlimited {
		return 0, false
	}
	return s.width, true
}

func (s *scan) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	s.token = s.token[:0]
	if skipSpace {
		s.SkipSpace()
	}
	if f == nil {
		f = func(r rune) bool { return !isSpace(r) }
	}
	s.takeWhile(f)
	err, s.failure = s.failure, nil
	if err != nil {
		return nil, err
	}
	return s.token, nil
}

func (s *scan) SkipSpace() {
	for {
		r := s.next()
		switch {
		case r == endOfInput:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n' && !s.newlineIsSpace:
			s.failText("unexpected newline")
			return
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// next is the next rune of the input, or endOfInput.
func (s *scan) next() rune {
	if s.failure != nil {
		return endOfInput
	}
	r, _, err := s.ReadRune()
	if err != nil {
		if err != io.EOF {
			s.fail(err)
		}
		return endOfInput
	}
	return r
}

// mustNext is next where the input must not end.
func (s *scan) mustNext() rune {
	r := s.next()
	if r == endOfInput {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// requireInput fails at the end of the input.
func (s *scan) requireInput() {
	if s.next() == endOfInput {
		s.fail(io.EOF)
		return
	}
	s.UnreadRune()
}

func (s *scan) peek(set string) bool {
	r := s.next()
	if r == endOfInput {
		return false
	}
	s.UnreadRune()
	return strings.ContainsRune(set, r)
}

// skip consumes the next rune, and reports whether it is in the set.
func (s *scan) skip(set string) bool {
	r := s.next()
	return r != endOfInput && strings.ContainsRune(set, r)
}

// accept moves the next rune into the token if it is in the set.
func (s *scan) accept(set string) bool {
	r := s.next()
	if r == endOfInput {
		return false
	}
	if !strings.ContainsRune(set, r) {
		s.UnreadRune()
		return false
	}
	s.token = utf8.AppendRune(s.token, r)
	return true
}

func (s *scan) acceptAll(set string) {
	for s.accept(set) {
	}
}

func (s *scan) takeWhile(f func(rune) bool) {
	for {
		r := s.next()
		if r == endOfInput {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.token = utf8.AppendRune(s.token, r)
	}
}

// isSpace reports whether r has Unicode's property White_Space.
func isSpace(r rune) bool {
	switch {
	case r >= '\t' && r <= '\r', r >= 0x2000 && r <= 0x200a:
		return true
	}
	switch r {
	case ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return false
}

// values scans operands without a format.
func (s *scan) values(a []any) (n int, err error) {
	for _, operand := range a {
		s.operand('v', operand)
		if s.failure != nil {
			return n, s.failure
		}
		n++
	}
	return n, nil
}

// restOfLine consumes a line's end, before which there may be spaces.
func (s *scan) restOfLine() error {
	for {
		r := s.next()
		switch {
		case r == '\n', r == endOfInput:
			return s.failure
		case !isSpace(r):
			return errors.New("expected newline")
		}
	}
}

// runeInput reads runes one byte at a time, so that nothing is consumed beyond what is scanned.
type runeInput struct {
	reader io.Reader
	bytes  []byte // read, and not consumed
	last   rune
	size   int // of last; 0: there is none
	again  bool
}

func (r *runeInput) more() error {
	var one [1]byte
	n, err := io.ReadFull(r.reader, one[:])
	r.bytes = append(r.bytes, one[:n]...)
	return err
}

func (r *runeInput) ReadRune() (rune, int, error) {
	if r.again {
		r.again = false
		return r.last, r.size, nil
	}
	for !utf8.FullRune(r.bytes) {
		err := r.more()
		if err == io.EOF && len(r.bytes) > 0 {
			break
		}
		if err != nil {
			return 0, 0, err
		}
	}
	r.last, r.size = utf8.DecodeRune(r.bytes)
	r.bytes = r.bytes[r.size:]
	return r.last, r.size, nil
}

func (r *runeInput) UnreadRune() error {
	if r.again || r.size == 0 {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.again = true
	return nil
}
