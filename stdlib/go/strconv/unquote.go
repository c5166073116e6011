package strconv

import "unicode/utf8"

// UnquoteChar decodes the first character or byte of the escaped string or rune literal s, without
// its quotes: value is the code point or byte, multibyte says that it is to be encoded in UTF-8, tail
// is what follows. quote is the quote that surrounds it, which must be escaped, the other quote must
// not; 0 allows both quotes unescaped and none escaped.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" || s[0] == quote && (quote == '\'' || quote == '"') {
		return 0, false, "", ErrSyntax
	}
	if s[0] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	}
	if s[0] != '\\' {
		return rune(s[0]), false, s[1:], nil
	}
	if len(s) == 1 {
		return 0, false, "", ErrSyntax
	}
	kind, tail := s[1], s[2:]
	switch kind {
	case 'a':
		value = '\a'
	case 'b':
		value = '\b'
	case 'f':
		value = '\f'
	case 'n':
		value = '\n'
	case 'r':
		value = '\r'
	case 't':
		value = '\t'
	case 'v':
		value = '\v'
	case '\\':
		value = '\\'
	case '\'', '"':
		if kind != quote {
			return 0, false, "", ErrSyntax
		}
		value = rune(kind)
	case 'x', 'u', 'U':
		return unquoteHex(kind, tail)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return unquoteOctal(s[1:])
	default:
		return 0, false, "", ErrSyntax
	}
	return value, false, tail, nil
}

// unquoteHex reads the digits of \x, \u or \U.
func unquoteHex(kind byte, s string) (value rune, multibyte bool, tail string, err error) {
	count := 2
	if kind == 'u' {
		count = 4
	} else if kind == 'U' {
		count = 8
	}
	if len(s) < count {
		return 0, false, "", ErrSyntax
	}
	for i := 0; i < count; i++ {
		digit, ok := hexDigit(s[i])
		if !ok {
			return 0, false, "", ErrSyntax
		}
		value = value<<4 | digit
	}
	if kind != 'x' && !utf8.ValidRune(value) {
		return 0, false, "", ErrSyntax
	}
	return value, kind != 'x', s[count:], nil
}

func hexDigit(c byte) (digit rune, ok bool) {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0'), true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// unquoteOctal reads the three digits of an octal escape.
func unquoteOctal(s string) (value rune, multibyte bool, tail string, err error) {
	if len(s) < 3 {
		return 0, false, "", ErrSyntax
	}
	for i := 0; i < 3; i++ {
		if s[i] < '0' || s[i] > '7' {
			return 0, false, "", ErrSyntax
		}
		value = value<<3 | rune(s[i]-'0')
	}
	if value > 255 {
		return 0, false, "", ErrSyntax
	}
	return value, false, s[3:], nil
}

// QuotedPrefix returns the quoted string, as Unquote understands it, that s begins with; ErrSyntax if
// it begins with none.
func QuotedPrefix(s string) (string, error) {
	if s == "" {
		return "", ErrSyntax
	}
	quote := s[0]
	switch quote {
	case '`':
		for i := 1; i < len(s); i++ {
			if s[i] == '`' {
				return s[:i+1], nil
			}
		}
		return "", ErrSyntax
	case '"', '\'':
	default:
		return "", ErrSyntax
	}
	rest := s[1:]
	for first := true; first || rest != "" && rest[0] != quote; first = false {
		if first && rest != "" && rest[0] == quote {
			break
		}
		if rest == "" || rest[0] == '\n' || !first && quote == '\'' {
			return "", ErrSyntax
		}
		_, _, tail, err := UnquoteChar(rest, quote)
		if err != nil {
			return "", err
		}
		rest = tail
	}
	if rest == "" {
		return "", ErrSyntax
	}
	return s[:len(s)-len(rest)+1], nil
}
