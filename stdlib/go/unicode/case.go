package unicode

// CaseRange represents a range of code points for simple case conversion: Delta[c] is what is added
// for case c, UpperLower for a range of alternating upper and lower case.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

type d [MaxCase]rune

// UpperLower as a Delta of a CaseRange says that the range alternates: an upper case code point, then
// its lower case.
const UpperLower = MaxRune + 1

// SpecialCase represents mappings of case that differ from the usual ones, as in some languages; its
// methods use the usual ones for what it does not mention.
type SpecialCase []CaseRange

// ToUpper maps the rune to upper case, giving priority to the special mapping.
func (special SpecialCase) ToUpper(r rune) rune { return special.to(UpperCase, r) }

// ToTitle maps the rune to title case, giving priority to the special mapping.
func (special SpecialCase) ToTitle(r rune) rune { return special.to(TitleCase, r) }

// ToLower maps the rune to lower case, giving priority to the special mapping.
func (special SpecialCase) ToLower(r rune) rune { return special.to(LowerCase, r) }

func (special SpecialCase) to(wanted int, r rune) rune {
	for _, x := range special {
		if uint32(r) < x.Lo || x.Hi < uint32(r) {
			continue
		}
		if x.Delta[wanted] >= UpperLower {
			// Upper case has even distances from the start.
			return rune(x.Lo) + ((r-rune(x.Lo))&^1 | rune(wanted&1))
		}
		return r + x.Delta[wanted]
	}
	return To(wanted, r)
}

// TurkishCase has the mappings of Turkish: an i with a dot and one without.
var TurkishCase SpecialCase = turkish

// AzeriCase has the mappings of Azeri, which are those of Turkish.
var AzeriCase SpecialCase = turkish

var turkish = SpecialCase{
	{0x49, 0x49, d{0, 0x131 - 0x49, 0}},
	{0x69, 0x69, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	{0x130, 0x130, d{0, 0x69 - 0x130, 0}},
	{0x131, 0x131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}
