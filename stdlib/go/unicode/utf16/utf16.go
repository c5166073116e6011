// Package utf16 encodes and decodes UTF-16 sequences: code points above U+FFFF are pairs of
// surrogates, each with ten of their bits.
package utf16

const (
	replacement = '\uFFFD'
	maxRune     = '\U0010FFFF'

	highFirst = 0xd800 // first of the surrogates that begin a pair
	lowFirst  = 0xdc00 // first of the surrogates that end one
	behind    = 0xe000 // behind both
	beyond    = 0x10000
)

// IsSurrogate reports whether the code point r is one half of a surrogate pair.
func IsSurrogate(r rune) bool { return highFirst <= r && r < behind }

func isHigh(r rune) bool { return highFirst <= r && r < lowFirst }
func isLow(r rune) bool  { return lowFirst <= r && r < behind }

// DecodeRune returns the code point of a surrogate pair, U+FFFD if the pair is not valid.
func DecodeRune(r1, r2 rune) rune {
	if !isHigh(r1) || !isLow(r2) {
		return replacement
	}
	return (r1-highFirst)<<10 | (r2 - lowFirst) + beyond
}

// EncodeRune returns the surrogate pair of the rune r, twice U+FFFD if r has none.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < beyond || r > maxRune {
		return replacement, replacement
	}
	r -= beyond
	return highFirst + r>>10&0x3ff, lowFirst + r&0x3ff
}

// RuneLen returns the number of 16-bit words of r's encoding, -1 if r cannot be encoded.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < highFirst, behind <= r && r < beyond:
		return 1
	case beyond <= r && r <= maxRune:
		return 2
	}
	return -1
}

// AppendRune appends the encoding of r to a, that of U+FFFD if r cannot be encoded.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode returns the UTF-16 encoding of the code points s.
func Encode(s []rune) []uint16 {
	a := make([]uint16, 0, len(s))
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode returns the code points that the UTF-16 sequence s encodes. A surrogate that is not part
// of a pair becomes U+FFFD.
func Decode(s []uint16) []rune {
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		switch {
		case isHigh(r) && i+1 < len(s) && isLow(rune(s[i+1])):
			runes = append(runes, DecodeRune(r, rune(s[i+1])))
			i++
		case IsSurrogate(r):
			runes = append(runes, replacement)
		default:
			runes = append(runes, r)
		}
	}
	return runes
}
