package time

import "errors"

// A Duration represents the elapsed time between two instants as an int64 nanosecond count.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// Common durations.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// String returns a string representing the duration in the form "72h3m0.5s".
func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	u := uint64(d)
	sign := ""
	if d < 0 {
		u = -u
		sign = "-"
	}
	if u < uint64(Second) {
		switch {
		case u < uint64(Microsecond):
			return sign + decimal(u, 1) + "ns"
		case u < uint64(Millisecond):
			return sign + decimal(u, uint64(Microsecond)) + "µs"
		}
		return sign + decimal(u, uint64(Millisecond)) + "ms"
	}
	text := decimal(u%uint64(Minute), uint64(Second)) + "s"
	if u >= uint64(Minute) {
		text = decimal(u/uint64(Minute)%60, 1) + "m" + text
	}
	if u >= uint64(Hour) {
		text = decimal(u/uint64(Hour), 1) + "h" + text
	}
	return sign + text
}

// decimal is v divided by unit, a power of ten, without trailing zeros.
func decimal(v, unit uint64) string {
	text := string(appendInt(nil, int(v/unit), 0))
	rest := v % unit
	if rest == 0 {
		return text
	}
	text += "."
	for rest != 0 {
		unit /= 10
		text += string(rune('0' + rest/unit))
		rest %= unit
	}
	return text
}

// Nanoseconds returns the duration as an integer nanosecond count.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns the duration as an integer microsecond count.
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

// Milliseconds returns the duration as an integer millisecond count.
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Seconds returns the duration as a floating point number of seconds.
func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }

// Minutes returns the duration as a floating point number of minutes.
func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }

// Hours returns the duration as a floating point number of hours.
func (d Duration) Hours() float64 { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }

// Truncate returns the result of rounding d toward zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// lessThanHalf reports whether x+x < y without overflow.
func lessThanHalf(x, y Duration) bool { return uint64(x)+uint64(x) < uint64(y) }

// Round returns the result of rounding d to the nearest multiple of m, halfway values away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if lessThanHalf(r, m) {
			return d + r
		}
		if d1 := d - m + r; d1 < d {
			return d1
		}
		return minDuration
	}
	if lessThanHalf(r, m) {
		return d - r
	}
	if d1 := d + m - r; d1 > d {
		return d1
	}
	return maxDuration
}

// Abs returns the absolute value of d.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

func unitOf(name string) (Duration, bool) {
	switch name {
	case "ns":
		return Nanosecond, true
	case "us", "µs", "μs":
		return Microsecond, true
	case "ms":
		return Millisecond, true
	case "s":
		return Second, true
	case "m":
		return Minute, true
	case "h":
		return Hour, true
	}
	return 0, false
}

// ParseDuration parses a duration string: a possibly signed sequence of decimal numbers, each with
// optional fraction and a unit suffix, such as "300ms", "-1.5h" or "2h45m".
func ParseDuration(s string) (Duration, error) {
	orig := s
	invalid := func() (Duration, error) {
		return 0, errors.New("time: invalid duration " + quote(orig))
	}
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return invalid()
	}
	var total uint64
	for s != "" {
		whole, fraction, scale := uint64(0), uint64(0), 1.0
		digits := 0
		for s != "" && isDigit(s[0]) {
			if whole > 1<<63/10 {
				return invalid()
			}
			whole = whole*10 + uint64(s[0]-'0')
			if whole > 1<<63 {
				return invalid()
			}
			s = s[1:]
			digits++
		}
		if s != "" && s[0] == '.' {
			s = s[1:]
			for s != "" && isDigit(s[0]) {
				if fraction < (1<<63-1)/10 && scale < 1e18 {
					fraction = fraction*10 + uint64(s[0]-'0')
					scale *= 10
				}
				s = s[1:]
				digits++
			}
		}
		if digits == 0 {
			return invalid()
		}
		i := 0
		for i < len(s) && s[i] != '.' && !isDigit(s[i]) {
			i++
		}
		if i == 0 {
			return 0, errors.New("time: missing unit in duration " + quote(orig))
		}
		unit, ok := unitOf(s[:i])
		if !ok {
			return 0, errors.New("time: unknown unit " + quote(s[:i]) + " in duration " + quote(orig))
		}
		s = s[i:]
		if whole > 1<<63/uint64(unit) {
			return invalid()
		}
		v := whole*uint64(unit) + uint64(float64(fraction)*(float64(unit)/scale))
		total += v
		if v > 1<<63 || total > 1<<63 {
			return invalid()
		}
	}
	if negative {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return invalid()
	}
	return Duration(total), nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func quote(s string) string {
	out := `"`
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			out += `\` + string(rune(c))
		case c < ' ' || c >= 0x80:
			const hex = "0123456789abcdef"
			out += `\x` + string(rune(hex[c>>4])) + string(rune(hex[c&0xf]))
		default:
			out += string(rune(c))
		}
	}
	return out + `"`
}
