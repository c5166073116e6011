package fmt

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unsafe"
)

const (
	decimalDigits = "0123456789"
	hexDigits     = "0123456789abcdefABCDEF"
	floatVerbs    = "beEfFgGv"
)

// Where the pointer points to, and the name of the kind of what is there: of an unnamed type of
// that kind it may be taken to be. The kind of a slice is "bytes" or "slice"; "" means that v is
// not a pointer.
func pointee(v any) (address unsafe.Pointer, kind string)

// operand scans one value to where the operand points.
func (s *scan) operand(verb rune, operand any) {
	s.token = s.token[:0]
	if s.failure != nil {
		return
	}
	if scanner, ok := operand.(Scanner); ok {
		err := scanner.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			s.fail(err)
		}
		return
	}
	address, kind := pointee(operand)
	switch kind {
	case "":
		s.failText("type not a pointer: " + typeName(operand))
	case "bool":
		store((*bool)(address), s.boolean(verb), s)
	case "string":
		store((*string)(address), s.text(verb), s)
	case "bytes":
		store((*[]byte)(address), []byte(s.text(verb)), s)
	case "float32":
		store((*float32)(address), float32(s.float(verb, 32)), s)
	case "float64":
		store((*float64)(address), s.float(verb, 64), s)
	case "complex64":
		store((*complex64)(address), complex64(s.complex(verb, 64)), s)
	case "complex128":
		store((*complex128)(address), s.complex(verb, 128), s)
	default:
		if !s.integer(address, kind, verb) {
			s.failText("can't scan type: " + typeName(operand))
		}
	}
}

// integer scans to an integer, and reports whether kind is one.
func (s *scan) integer(address unsafe.Pointer, kind string, verb rune) bool {
	switch kind {
	case "int":
		store((*int)(address), int(s.signed(verb, 64)), s)
	case "int8":
		store((*int8)(address), int8(s.signed(verb, 8)), s)
	case "int16":
		store((*int16)(address), int16(s.signed(verb, 16)), s)
	case "int32":
		store((*int32)(address), int32(s.signed(verb, 32)), s)
	case "int64":
		store((*int64)(address), s.signed(verb, 64), s)
	case "uint":
		store((*uint)(address), uint(s.unsigned(verb, 64)), s)
	case "uint8":
		store((*uint8)(address), uint8(s.unsigned(verb, 8)), s)
	case "uint16":
		store((*uint16)(address), uint16(s.unsigned(verb, 16)), s)
	case "uint32":
		store((*uint32)(address), uint32(s.unsigned(verb, 32)), s)
	case "uint64":
		store((*uint64)(address), s.unsigned(verb, 64), s)
	case "uintptr":
		store((*uintptr)(address), uintptr(s.unsigned(verb, 64)), s)
	default:
		return false
	}
	return true
}

func store[T any](to *T, value T, s *scan) {
	if s.failure == nil {
		*to = value
	}
}

// begin checks the verb and goes to the first rune of a value.
func (s *scan) begin(verb rune, verbs, what string) {
	if !strings.ContainsRune(verbs, verb) {
		s.failText("bad verb '%" + string(verb) + "' for " + what)
	}
	s.SkipSpace()
	s.requireInput()
}

func (s *scan) boolean(verb rune) bool {
	s.begin(verb, "tv", "boolean")
	var rest []string
	r := s.next()
	switch r {
	case '1':
		return true
	case 't', 'T':
		rest = []string{"rR", "uU", "eE"}
	case 'f', 'F':
		rest = []string{"aA", "lL", "sS", "eE"}
	}
	for i, letter := range rest {
		if !s.accept(letter) {
			if i > 0 {
				s.failText("syntax error scanning boolean")
			}
			break
		}
	}
	return r == 't' || r == 'T'
}

// character scans one rune for %c.
func (s *scan) character(bits int) int64 {
	s.requireInput()
	r := int64(s.next())
	if shift := 64 - bits; r<<shift>>shift != r {
		s.failText("overflow on character value " + string(rune(r)))
	}
	return r
}

func (s *scan) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	token, base := s.digits(verb, true)
	if s.failure != nil {
		return 0
	}
	value, err := strconv.ParseInt(token, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := 64 - bits; value<<shift>>shift != value {
		s.failText("integer overflow on token " + token)
	}
	return value
}

func (s *scan) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	token, base := s.digits(verb, false)
	if s.failure != nil {
		return 0
	}
	value, err := strconv.ParseUint(token, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := 64 - bits; value<<shift>>shift != value {
		s.failText("unsigned integer overflow on token " + token)
	}
	return value
}

// digits scans the text of an integer.
func (s *scan) digits(verb rune, signed bool) (token string, base int) {
	s.SkipSpace()
	s.requireInput()
	set, found := decimalDigits, false
	base = 10
	switch verb {
	case 'b':
		base, set = 2, "01"
	case 'o':
		base, set = 8, "01234567"
	case 'x', 'X', 'U':
		base, set = 16, hexDigits
	case 'd', 'v':
	default:
		s.failText("bad verb '%" + string(verb) + "' for integer")
	}
	if verb == 'U' {
		if !s.skip("U") || !s.skip("+") {
			s.failText("bad unicode format ")
		}
	} else if signed {
		s.accept("+-")
	}
	if verb == 'v' {
		base = 0
		set, found = s.basePrefix()
	}
	if !found {
		s.requireInput()
		if !s.accept(set) {
			s.failText("expected integer")
		}
	}
	s.acceptAll(set)
	return string(s.token), base
}

// basePrefix scans the prefix of an integer literal; the digits after it, and whether a digit has
// been found already.
func (s *scan) basePrefix() (set string, found bool) {
	switch {
	case !s.accept("0"):
		return decimalDigits + "_", false
	case s.accept("bB"):
		return "01_", true
	case s.accept("xX"):
		return hexDigits + "_", true
	}
	s.accept("oO")
	return "01234567_", true
}

func (s *scan) float(verb rune, bits int) float64 {
	s.begin(verb, floatVerbs, "float"+strconv.Itoa(bits))
	return s.parseFloat(s.floatToken(), bits)
}

// floatToken scans what may be a floating-point number; parsing finds out whether it is.
func (s *scan) floatToken() string {
	s.token = s.token[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.token)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.token)
	}
	set, exponent := decimalDigits+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		set, exponent = hexDigits+"_", "pP"
	}
	s.acceptAll(set)
	if s.accept(".") {
		s.acceptAll(set)
	}
	if s.accept(exponent) {
		s.accept("+-")
		s.acceptAll(decimalDigits + "_")
	}
	return string(s.token)
}

// parseFloat also knows decimal numbers with binary exponents, as %b prints them: 3p4.
func (s *scan) parseFloat(token string, bits int) float64 {
	if s.failure != nil {
		return 0
	}
	mantissa, exponent, binary := strings.Cut(token, "p")
	if !binary || strings.ContainsAny(token, "xX") {
		mantissa, binary = token, false
	}
	value, err := strconv.ParseFloat(mantissa, bits)
	shift := 0
	if err == nil && binary {
		shift, err = strconv.Atoi(exponent)
	}
	if err != nil {
		var number *strconv.NumError
		if errors.As(err, &number) {
			number.Num = token
		}
		s.fail(err)
	}
	if binary {
		return math.Ldexp(value, shift)
	}
	return value
}

// complex scans N+Ni, with parentheses or without.
func (s *scan) complex(verb rune, bits int) complex128 {
	s.begin(verb, floatVerbs, "complex")
	parentheses := s.accept("(")
	realPart := s.floatToken()
	s.token = s.token[:0]
	signed := s.accept("+-")
	sign := string(s.token)
	var imaginaryPart string
	if signed {
		imaginaryPart = sign + s.floatToken()
	}
	if !signed || !s.accept("i") || parentheses && !s.accept(")") {
		s.failText("syntax error scanning complex number")
	}
	return complex(s.parseFloat(realPart, bits/2), s.parseFloat(imaginaryPart, bits/2))
}

func (s *scan) text(verb rune) string {
	s.begin(verb, "svqxX", "string")
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexText()
	}
	s.takeWhile(func(r rune) bool { return !isSpace(r) })
	return string(s.token)
}

func (s *scan) quoted() string {
	quote := s.next()
	if quote != '`' && quote != '"' {
		s.failText("expected quoted string")
		return ""
	}
	s.token = append(s.token, byte(quote))
	for s.failure == nil {
		r := s.mustNext()
		if r == endOfInput {
			break
		}
		s.token = append(s.token, string(r)...)
		if r == '\\' && quote == '"' {
			s.token = append(s.token, string(s.mustNext())...)
		} else if r == quote {
			break
		}
	}
	if s.failure != nil {
		return ""
	}
	if quote == '`' {
		return string(s.token[1 : len(s.token)-1])
	}
	text, err := strconv.Unquote(string(s.token))
	if err != nil {
		s.fail(err)
	}
	return text
}

// hexText scans pairs of hexadecimal digits.
func (s *scan) hexText() string {
	var text []byte
	for s.accept(hexDigits) {
		if s.requireSecondDigit(); s.failure != nil {
			return ""
		}
		value, _ := strconv.ParseUint(string(s.token), 16, 8)
		text = append(text, byte(value))
		s.token = s.token[:0]
	}
	if len(text) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(text)
}

func (s *scan) requireSecondDigit() {
	r := s.mustNext()
	if r != endOfInput && !strings.ContainsRune(hexDigits, r) {
		s.failText("illegal hex digit")
	}
	s.token = append(s.token, string(r)...)
}
