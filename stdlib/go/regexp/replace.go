package regexp

import (
	"strings"
	"unicode"
)

// replaceAll copies s, with what with appends in the place of each match.
func (re *Regexp) replaceAll(s string, with func(dst []byte, m []int) []byte) []byte {
	var out []byte
	last := 0
	for _, m := range re.matches(s, -1, true) {
		out = append(out, s[last:m[0]]...)
		out = with(out, m)
		last = m[1]
	}
	return append(out, s[last:]...)
}

// ReplaceAllString returns a copy of src, replacing matches of the Regexp with the replacement string
// repl. Inside repl, $ signs are interpreted as in Expand.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	return text(re.replaceAll(src, func(dst []byte, m []int) []byte { return re.expand(dst, repl, src, m) }))
}

// ReplaceAllLiteralString returns a copy of src, replacing matches of the Regexp with the replacement
// string repl. The replacement repl is substituted directly, without using Expand.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return text(re.replaceAll(src, func(dst []byte, m []int) []byte { return append(dst, repl...) }))
}

// ReplaceAllStringFunc returns a copy of src in which all matches of the Regexp have been replaced by
// the return value of function repl applied to the matched substring. The replacement returned by repl
// is substituted directly, without using Expand.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return text(re.replaceAll(src, func(dst []byte, m []int) []byte { return append(dst, repl(src[m[0]:m[1]])...) }))
}

// ReplaceAll returns a copy of src, replacing matches of the Regexp with the replacement text repl.
// Inside repl, $ signs are interpreted as in Expand.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	template := string(repl)
	s := text(src)
	return re.replaceAll(s, func(dst []byte, m []int) []byte { return re.expand(dst, template, s, m) })
}

// ReplaceAllLiteral returns a copy of src, replacing matches of the Regexp with the replacement bytes
// repl. The replacement repl is substituted directly, without using Expand.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	return re.replaceAll(text(src), func(dst []byte, m []int) []byte { return append(dst, repl...) })
}

// ReplaceAllFunc returns a copy of src in which all matches of the Regexp have been replaced by the
// return value of function repl applied to the matched byte slice. The replacement returned by repl is
// substituted directly, without using Expand.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	return re.replaceAll(text(src), func(dst []byte, m []int) []byte { return append(dst, repl(src[m[0]:m[1]])...) })
}

// Expand appends template to dst and returns the result; during the append, Expand replaces variables
// in the template with corresponding matches drawn from src. The match slice should have been returned
// by FindSubmatchIndex. In the template, a variable is denoted by a substring of the form $name or
// ${name}, where name is a non-empty sequence of letters, digits, and underscores. A purely numeric name
// like $1 refers to the submatch with the corresponding index; other names refer to capturing
// parentheses named with the (?P<name>...) syntax. A reference to an out of range or unmatched index or
// a name that is not present in the regular expression is replaced with an empty slice. In the $name
// form, name is taken to be as long as possible: $1x is equivalent to ${1x}, not ${1}x. To insert a
// literal $ in the output, use $$ in the template.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.expand(dst, string(template), text(src), match)
}

// ExpandString is like Expand but the template and source are strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.expand(dst, template, src, match)
}

func (re *Regexp) expand(dst []byte, template string, src string, match []int) []byte {
	for {
		before, after, found := strings.Cut(template, "$")
		dst = append(dst, before...)
		if !found {
			return dst
		}
		template = after
		if strings.HasPrefix(template, "$") {
			dst = append(dst, '$')
			template = template[1:]
			continue
		}
		name, rest, ok := variable(template)
		if !ok {
			dst = append(dst, '$')
			continue
		}
		template = rest
		for _, i := range re.groups(name) {
			if 2*i+1 < len(match) && match[2*i] >= 0 {
				dst = append(dst, src[match[2*i]:match[2*i+1]]...)
				break
			}
		}
	}
}

// variable takes a name, perhaps in braces, off the start of a template.
func variable(template string) (name, rest string, ok bool) {
	body, braced := strings.CutPrefix(template, "{")
	end := strings.IndexFunc(body, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_'
	})
	if end < 0 {
		end = len(body)
	}
	if end == 0 {
		return "", "", false
	}
	name, rest = body[:end], body[end:]
	if braced {
		rest, ok = strings.CutPrefix(rest, "}")
		return name, rest, ok
	}
	return name, rest, true
}

// groups are those that a name in a template means: by number, or of all that have this name the first
// with a match.
func (re *Regexp) groups(name string) []int {
	number, numeric := 0, name[0] != '0' || len(name) == 1
	for i := 0; i < len(name) && numeric; i++ {
		numeric = '0' <= name[i] && name[i] <= '9' && number < 1e8
		number = number*10 + int(name[i]) - '0'
	}
	if numeric {
		return []int{number}
	}
	var groups []int
	for i, other := range re.subexpNames {
		if other == name {
			groups = append(groups, i)
		}
	}
	return groups
}
