// Package unicode provides data and functions to test some properties of Unicode code points.
package unicode

const (
	MaxRune         = '\U0010FFFF' // Maximum valid Unicode code point.
	ReplacementChar = '\uFFFD'     // Represents invalid code points.
	MaxASCII        = '\u007F'     // maximum ASCII value.
	MaxLatin1       = '\u00FF'     // maximum Latin-1 value.
)

// Version is the Unicode edition from which the tables are derived.
const Version = "17.0.0"

// Indices into the Delta arrays inside CaseRanges for case mapping.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// RangeTable defines a set of Unicode code points by listing the ranges of code points within the set.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int

	// Of a predefined table: a category's one or two letters.
	category string
}

// Range16 represents of a range of 16-bit Unicode code points.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 represents of a range of Unicode code points and is used when one or more of the values
// will not fit in 16 bits.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// The general categories.
var (
	L  = &RangeTable{category: "L"}
	Lu = &RangeTable{category: "Lu"}
	Ll = &RangeTable{category: "Ll"}
	Lt = &RangeTable{category: "Lt"}
	Lm = &RangeTable{category: "Lm"}
	Lo = &RangeTable{category: "Lo"}
	M  = &RangeTable{category: "M"}
	Mn = &RangeTable{category: "Mn"}
	Mc = &RangeTable{category: "Mc"}
	Me = &RangeTable{category: "Me"}
	N  = &RangeTable{category: "N"}
	Nd = &RangeTable{category: "Nd"}
	Nl = &RangeTable{category: "Nl"}
	No = &RangeTable{category: "No"}
	P  = &RangeTable{category: "P"}
	Pc = &RangeTable{category: "Pc"}
	Pd = &RangeTable{category: "Pd"}
	Ps = &RangeTable{category: "Ps"}
	Pe = &RangeTable{category: "Pe"}
	Pi = &RangeTable{category: "Pi"}
	Pf = &RangeTable{category: "Pf"}
	Po = &RangeTable{category: "Po"}
	S  = &RangeTable{category: "S"}
	Sm = &RangeTable{category: "Sm"}
	Sc = &RangeTable{category: "Sc"}
	Sk = &RangeTable{category: "Sk"}
	So = &RangeTable{category: "So"}
	Z  = &RangeTable{category: "Z"}
	Zs = &RangeTable{category: "Zs"}
	Zl = &RangeTable{category: "Zl"}
	Zp = &RangeTable{category: "Zp"}
	C  = &RangeTable{category: "C"}
	Cc = &RangeTable{category: "Cc"}
	Cf = &RangeTable{category: "Cf"}
	Co = &RangeTable{category: "Co"}
	Cs = &RangeTable{category: "Cs"}

	Letter = L
	Upper  = Lu
	Lower  = Ll
	Title  = Lt
	Mark   = M
	Number = N
	Digit  = Nd
	Punct  = P
	Symbol = S
	Space  = Z
	Other  = C
)

// Some scripts, by their ranges.
var (
	Latin    = scriptTable(0x41, 0x5a, 0x61, 0x7a, 0xaa, 0xaa, 0xba, 0xba, 0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2b8, 0x2e0, 0x2e4, 0x1d00, 0x1d25, 0x1d2c, 0x1d5c, 0x1e00, 0x1eff, 0x2c60, 0x2c7f, 0xa722, 0xa787, 0xff21, 0xff3a, 0xff41, 0xff5a)
	Greek    = scriptTable(0x370, 0x373, 0x375, 0x377, 0x37a, 0x37d, 0x37f, 0x37f, 0x384, 0x384, 0x386, 0x386, 0x388, 0x3e1, 0x3f0, 0x3ff, 0x1f00, 0x1fff)
	Cyrillic = scriptTable(0x400, 0x484, 0x487, 0x52f, 0x1c80, 0x1c8a, 0x1d2b, 0x1d2b, 0x2de0, 0x2dff, 0xa640, 0xa69f)
	Hebrew   = scriptTable(0x591, 0x5c7, 0x5d0, 0x5ea, 0x5ef, 0x5f4, 0xfb1d, 0xfb4f)
	Arabic   = scriptTable(0x600, 0x604, 0x606, 0x60b, 0x60d, 0x61a, 0x61c, 0x61e, 0x620, 0x63f, 0x641, 0x64a, 0x656, 0x66f, 0x671, 0x6dc, 0x6de, 0x6ff, 0x750, 0x77f)
	Hiragana = scriptTable(0x3041, 0x3096, 0x309d, 0x309f, 0x1b001, 0x1b11f, 0x1f200, 0x1f200)
	Katakana = scriptTable(0x30a1, 0x30fa, 0x30fd, 0x30ff, 0x31f0, 0x31ff, 0x32d0, 0x32fe, 0x3300, 0x3357, 0xff66, 0xff6f, 0xff71, 0xff9d)
	Hangul   = scriptTable(0x1100, 0x11ff, 0x302e, 0x302f, 0x3131, 0x318e, 0x3200, 0x321e, 0x3260, 0x327e, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xd7b0, 0xd7fb)
	Han      = scriptTable(0x2e80, 0x2e99, 0x2e9b, 0x2ef3, 0x2f00, 0x2fd5, 0x3005, 0x3005, 0x3007, 0x3007, 0x3021, 0x3029, 0x3038, 0x303b, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfa6d, 0xfa70, 0xfad9, 0x20000, 0x2a6df, 0x2a700, 0x323af)
)

func scriptTable(bounds ...uint32) *RangeTable {
	t := &RangeTable{}
	for i := 0; i < len(bounds); i += 2 {
		t.R32 = append(t.R32, Range32{bounds[i], bounds[i+1], 1})
	}
	return t
}

// category is the general category's two letters as a number, the first one in the upper byte.
func category(r rune) int

// Is reports whether the rune is in the specified table of ranges.
func Is(rangeTab *RangeTable, r rune) bool {
	if want := rangeTab.category; want != "" {
		have := category(r)
		return have>>8 == int(want[0]) && (len(want) == 1 || have&0xff == int(want[1]))
	}
	for _, x := range rangeTab.R16 {
		if uint32(r) >= uint32(x.Lo) && uint32(r) <= uint32(x.Hi) {
			return x.Stride == 1 || (uint32(r)-uint32(x.Lo))%uint32(x.Stride) == 0
		}
	}
	for _, x := range rangeTab.R32 {
		if uint32(r) >= x.Lo && uint32(r) <= x.Hi {
			return x.Stride == 1 || (uint32(r)-x.Lo)%x.Stride == 0
		}
	}
	return false
}

// In reports whether the rune is a member of one of the ranges.
func In(r rune, ranges ...*RangeTable) bool {
	for _, inside := range ranges {
		if Is(inside, r) {
			return true
		}
	}
	return false
}

// IsOneOf reports whether the rune is a member of one of the ranges.
func IsOneOf(ranges []*RangeTable, r rune) bool { return In(r, ranges...) }

// IsUpper reports whether the rune is an upper case letter.
func IsUpper(r rune) bool {
	if uint32(r) < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return Is(Lu, r)
}

// IsLower reports whether the rune is a lower case letter.
func IsLower(r rune) bool {
	if uint32(r) < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return Is(Ll, r)
}

// IsTitle reports whether the rune is a title case letter.
func IsTitle(r rune) bool { return Is(Lt, r) }

// IsLetter reports whether the rune is a letter (category L).
func IsLetter(r rune) bool {
	if uint32(r) < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return Is(L, r)
}

// IsDigit reports whether the rune is a decimal digit.
func IsDigit(r rune) bool {
	if uint32(r) < 0x80 {
		return '0' <= r && r <= '9'
	}
	return Is(Nd, r)
}

// IsNumber reports whether the rune is a number (category N).
func IsNumber(r rune) bool {
	if uint32(r) < 0x80 {
		return '0' <= r && r <= '9'
	}
	return Is(N, r)
}

// IsControl reports whether the rune is a control character.
func IsControl(r rune) bool { return uint32(r) < 0x20 || 0x7f <= r && r < 0xa0 }

// IsGraphic reports whether the rune is defined as a Graphic by Unicode.
func IsGraphic(r rune) bool { return IsPrint(r) || Is(Zs, r) }

// IsPrint reports whether the rune is defined as printable by Go: letters, marks, numbers,
// punctuation, symbols, and the ASCII space character.
func IsPrint(r rune) bool {
	if uint32(r) < 0x80 {
		return ' ' <= r && r <= '~'
	}
	switch category(r) >> 8 {
	case 'L', 'M', 'N', 'P', 'S':
		return true
	}
	return false
}

// IsMark reports whether the rune is a mark character (category M).
func IsMark(r rune) bool { return Is(M, r) }

// IsPunct reports whether the rune is a Unicode punctuation character (category P).
func IsPunct(r rune) bool { return Is(P, r) }

// IsSymbol reports whether the rune is a symbolic character.
func IsSymbol(r rune) bool { return Is(S, r) }

// IsSpace reports whether the rune is a space character as defined by Unicode's White Space property.
func IsSpace(r rune) bool

// ToUpper maps the rune to upper case.
func ToUpper(r rune) rune

// ToLower maps the rune to lower case.
func ToLower(r rune) rune

// ToTitle maps the rune to title case.
func ToTitle(r rune) rune

// SimpleFold iterates over Unicode code points equivalent under the Unicode-defined simple case folding.
func SimpleFold(r rune) rune

// To maps the rune to the specified case: UpperCase, LowerCase, or TitleCase.
func To(_case int, r rune) rune {
	switch _case {
	case UpperCase:
		return ToUpper(r)
	case LowerCase:
		return ToLower(r)
	case TitleCase:
		return ToTitle(r)
	}
	return ReplacementChar
}
