// Package regexp implements regular expression search. The syntax is that of RE2, and the time that a
// search takes is linear in the size of the text.
package regexp

import (
	"io"
	"runtime"
	"strconv"
	"strings"
	"unsafe"
)

// compile gives an expression a number. A problem and the part of the expression that has it say why
// it cannot.
func compile(expr string) (id int64, names, prefix string, complete bool, states int64, problem, part string)

// forget gives back what an expression has.
func forget(id int64)

// search returns the positions of up to max matches, or all if max is negative.
func search(id int64, text string, max int64, replacing bool) []int64

// searchLong does the same on another thread.
func searchLong(id int64, text string, max int64, replacing bool) []int64

// Texts times states above this are searched on another thread.
const longSearch = 1 << 24

// Regexp is the representation of a compiled regular expression. A Regexp is safe for concurrent use
// by multiple goroutines.
type Regexp struct {
	expr        string
	compiled    *compiled
	states      int64
	subexpNames []string
	prefix      string
	complete    bool
}

// Copies of a Regexp share it; when it is gone the machine forgets the expression.
type compiled struct {
	id int64
	// As much memory as the machine needs for the expression, so that the collector knows of it.
	stands []byte
}

// Bytes that a state takes.
const stateSize = 64

// An expressionError says what is wrong with an expression.
type expressionError struct {
	problem string
	part    string
}

func (e *expressionError) Error() string {
	return "error parsing regexp: " + e.problem + ": `" + e.part + "`"
}

// Compile parses a regular expression and returns, if successful, a Regexp object that can be used to
// match against text. When matching against text, the regexp returns a match that begins as early as
// possible in the input (leftmost), and among those it chooses the one that a search would have found
// first.
func Compile(expr string) (*Regexp, error) {
	id, names, prefix, complete, states, problem, part := compile(expr)
	if problem != "" {
		return nil, &expressionError{problem, part}
	}
	shared := &compiled{id, make([]byte, states*stateSize)}
	runtime.SetFinalizer(shared, func(c *compiled) { forget(c.id) })
	return &Regexp{expr, shared, states, strings.Split(names, "\x00"), prefix, complete}, nil
}

// MustCompile is like Compile but panics if the expression cannot be parsed. It simplifies safe
// initialization of global variables holding compiled regular expressions.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic("regexp: Compile(" + quote(str) + "): " + err.Error())
	}
	return re
}

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// String returns the source text used to compile the regular expression.
func (re *Regexp) String() string { return re.expr }

// NumSubexp returns the number of parenthesized subexpressions in this Regexp.
func (re *Regexp) NumSubexp() int { return len(re.subexpNames) - 1 }

// SubexpNames returns the names of the parenthesized subexpressions in this Regexp. The name for the
// first sub-expression is names[1], so that if m is a match slice, the name for m[i] is
// SubexpNames()[i]. Since the Regexp as a whole cannot be named, names[0] is always the empty string.
// The slice should not be modified.
func (re *Regexp) SubexpNames() []string { return re.subexpNames }

// SubexpIndex returns the index of the first subexpression with the given name, or -1 if there is no
// subexpression with that name.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.subexpNames {
			if name == s {
				return i
			}
		}
	}
	return -1
}

// LiteralPrefix returns a literal string that must begin any match of the regular expression re. It
// returns the boolean true if the literal string comprises the entire regular expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) { return re.prefix, re.complete }

// matches returns the positions of up to n matches, each as a slice of pairs.
func (re *Regexp) matches(s string, n int, replacing bool) [][]int {
	var positions []int64
	if re.states*int64(len(s)+1) < longSearch {
		positions = search(re.compiled.id, s, int64(n), replacing)
	} else {
		positions = searchLong(re.compiled.id, s, int64(n), replacing)
	}
	runtime.KeepAlive(re)
	width := 2 * len(re.subexpNames)
	all := make([]int, len(positions))
	for i, p := range positions {
		all[i] = int(p)
	}
	var matches [][]int
	for i := 0; i < len(all); i += width {
		matches = append(matches, all[i:i+width:i+width])
	}
	return matches
}

func (re *Regexp) first(s string) []int {
	matches := re.matches(s, 1, false)
	if matches == nil {
		return nil
	}
	return matches[0]
}

// text looks at bytes as a string, which is only read.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// readAll reads all runes of r.
func readAll(r io.RuneReader) string {
	var b strings.Builder
	for {
		c, _, err := r.ReadRune()
		if err != nil {
			return b.String()
		}
		b.WriteRune(c)
	}
}

// MatchReader reports whether the text returned by the io.RuneReader contains any match of the regular
// expression re.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.MatchString(readAll(r)) }

// MatchString reports whether the string s contains any match of the regular expression re.
func (re *Regexp) MatchString(s string) bool { return re.first(s) != nil }

// Match reports whether the byte slice b contains any match of the regular expression re.
func (re *Regexp) Match(b []byte) bool { return re.first(text(b)) != nil }

// MatchReader reports whether the text returned by the io.RuneReader contains any match of the regular
// expression pattern. More complicated queries need to use Compile and the full Regexp interface.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchReader(r), nil
}

// MatchString reports whether the string s contains any match of the regular expression pattern. More
// complicated queries need to use Compile and the full Regexp interface.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

// Match reports whether the byte slice b contains any match of the regular expression pattern. More
// complicated queries need to use Compile and the full Regexp interface.
func Match(pattern string, b []byte) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.Match(b), nil
}

// QuoteMeta returns a string that escapes all regular expression metacharacters inside the argument
// text; the returned string is a regular expression matching the literal text.
func QuoteMeta(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte("\\.+*?()|[]{}^$", s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Split slices s into substrings separated by the expression and returns a slice of the substrings
// between those expression matches. The count determines the number of substrings to return: n > 0: at
// most n substrings; the last substring will be the unsplit remainder; n == 0: the result is nil (zero
// substrings); n < 0: all substrings.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if len(re.expr) > 0 && len(s) == 0 {
		return []string{""}
	}
	matches := re.matches(s, n, false)
	parts := make([]string, 0, len(matches)+1)
	begin, end := 0, 0
	for _, match := range matches {
		if n > 0 && len(parts) == n-1 {
			break
		}
		end = match[0]
		if match[1] != 0 {
			parts = append(parts, s[begin:end])
		}
		begin = match[1]
	}
	if end != len(s) {
		parts = append(parts, s[begin:])
	}
	return parts
}

// AppendText implements encoding.TextAppender. The output matches that of calling the Regexp.String
// method.
func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.expr...), nil }

// MarshalText implements encoding.TextMarshaler. The output matches that of calling the
// Regexp.AppendText method.
func (re *Regexp) MarshalText() ([]byte, error) { return re.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler by calling Compile on the encoded value.
func (re *Regexp) UnmarshalText(text []byte) error {
	compiled, err := Compile(string(text))
	if err != nil {
		return err
	}
	*re = *compiled
	return nil
}
