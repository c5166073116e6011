package fmt

import (
	"unicode/utf8"
)

// formatted scans operands as a format says.
func (s *scan) formatted(format string, a []any) (n int, err error) {
	for at := 0; at < len(format); {
		matched, rest := s.match(format[at:])
		if s.failure != nil {
			return n, s.failure
		}
		at += matched
		if rest == matchEnded {
			break
		}
		at++ // the percent sign
		at += s.readWidth(format[at:])
		verb, size := utf8.DecodeRuneInString(format[at:])
		at += size
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.percent()
			continue
		}
		if s.failure == nil && n >= len(a) {
			s.failText("too few operands for format '%" + format[at-size:] + "'")
		}
		if s.failure == nil {
			s.limit = min(unlimited, s.count+s.width)
			s.operand(verb, a[n])
			s.limit = unlimited
		}
		if s.failure != nil {
			return n, s.failure
		}
		n++
	}
	if s.failure == nil && n < len(a) {
		s.failText("too many operands")
	}
	return n, s.failure
}

// readWidth takes a verb's width, and returns how many bytes of the format it is.
func (s *scan) readWidth(format string) (size int) {
	s.width = 0
	for size < len(format) && format[size] >= '0' && format[size] <= '9' {
		s.width = min(s.width*10+int(format[size]-'0'), unlimited)
		size++
	}
	if size == 0 {
		s.width = unlimited
	}
	return size
}

// percent consumes a percent sign that has a width in the format: "%5%".
func (s *scan) percent() {
	s.SkipSpace()
	s.requireInput()
	if !s.accept("%") {
		s.failText("missing literal %")
	}
}

// What the part of a format after a match is.
const (
	matchVerb = iota
	matchEnded
)

// match consumes input that equals the format up to the next verb, and returns the bytes of the
// format that it used.
func (s *scan) match(format string) (used, rest int) {
	for used < len(format) && s.failure == nil {
		r, size := utf8.DecodeRuneInString(format[used:])
		if isSpace(r) {
			used += s.matchSpace(format[used:])
			continue
		}
		if r == '%' {
			if used+size == len(format) {
				s.failText("missing verb: % at end of format string")
				return used, matchEnded
			}
			if format[used+size] != '%' {
				return used, matchVerb
			}
			used++
		}
		if input := s.mustNext(); input != r && s.failure == nil {
			s.UnreadRune()
			if format[0] == '%' { // spaces may stand before a percent sign
				return 0, matchVerb
			}
			s.failText("input does not match format")
		}
		used += size
	}
	return used, matchEnded
}

// matchSpace consumes input that a run of space in the format stands for. A newline stands for
// spaces and a newline or the end, spaces before it for nothing more, spaces after it for any
// number of spaces; other spaces stand for at least one space, or the end.
func (s *scan) matchSpace(format string) (used int) {
	newlines, trailing := 0, false
	for used < len(format) {
		r, size := utf8.DecodeRuneInString(format[used:])
		if !isSpace(r) {
			break
		}
		if r == '\n' {
			newlines++
		}
		trailing = r != '\n'
		used += size
	}
	for range newlines {
		if r := s.nextAfterSpaces(); r != '\n' && r != endOfInput {
			s.failText("newline in format does not match input")
		}
	}
	if trailing {
		s.matchTrailingSpace(newlines == 0)
	}
	return used
}

func (s *scan) matchTrailingSpace(atLeastOne bool) {
	r := s.next()
	if atLeastOne {
		if !isSpace(r) && r != endOfInput {
			s.failText("expected space in input to match format")
		}
		if r == '\n' {
			s.failText("newline in input does not match format")
		}
	}
	if isSpace(r) && r != '\n' {
		r = s.nextAfterSpaces()
	}
	if r != endOfInput {
		s.UnreadRune()
	}
}

// nextAfterSpaces is the next rune that is not a space, or is a newline.
func (s *scan) nextAfterSpaces() rune {
	r := s.next()
	for isSpace(r) && r != '\n' {
		r = s.next()
	}
	return r
}
