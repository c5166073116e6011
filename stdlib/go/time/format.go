package time

// Layouts for use in Time.Format and time.Parse. The reference time is
// Mon Jan 2 15:04:05 MST 2006.
const (
	Layout      = "01/02 03:04:05PM '06 -0700" // The reference time, in numerical order.
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700" // RFC822 with numeric zone
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700" // RFC1123 with numeric zone
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// The elements of a layout.
const (
	stdNone = iota
	stdLongMonth
	stdMonth
	stdNumMonth
	stdZeroMonth
	stdLongWeekDay
	stdWeekDay
	stdDay
	stdUnderDay
	stdZeroDay
	stdUnderYearDay
	stdZeroYearDay
	stdHour
	stdHour12
	stdZeroHour12
	stdMinute
	stdZeroMinute
	stdSecond
	stdZeroSecond
	stdLongYear
	stdYear
	stdPM
	stdpm
	stdTZ
	stdISO8601TZ             // Z0700
	stdISO8601SecondsTZ      // Z070000
	stdISO8601ShortTZ        // Z07
	stdISO8601ColonTZ        // Z07:00
	stdISO8601ColonSecondsTZ // Z07:00:00
	stdNumTZ                 // -0700
	stdNumSecondsTz          // -070000
	stdNumShortTZ            // -07
	stdNumColonTZ            // -07:00
	stdNumColonSecondsTZ     // -07:00:00
	stdFracSecond0           // .000, trailing zeros included
	stdFracSecond9           // .999, trailing zeros left out
)

// The fixed elements by their text; of two that begin alike, the longer stands first.
var elements = []struct {
	text string
	std  int
}{
	{"January", stdLongMonth}, {"Jan", stdMonth},
	{"Monday", stdLongWeekDay}, {"Mon", stdWeekDay}, {"MST", stdTZ},
	{"002", stdZeroYearDay}, {"01", stdZeroMonth}, {"02", stdZeroDay}, {"03", stdZeroHour12},
	{"04", stdZeroMinute}, {"05", stdZeroSecond}, {"06", stdYear},
	{"15", stdHour}, {"1", stdNumMonth},
	{"2006", stdLongYear}, {"2", stdDay},
	{"_2006", stdNone}, {"__2", stdUnderYearDay}, {"_2", stdUnderDay},
	{"3", stdHour12}, {"4", stdMinute}, {"5", stdSecond},
	{"PM", stdPM}, {"pm", stdpm},
	{"-07:00:00", stdNumColonSecondsTZ}, {"-07:00", stdNumColonTZ},
	{"-070000", stdNumSecondsTz}, {"-0700", stdNumTZ}, {"-07", stdNumShortTZ},
	{"Z07:00:00", stdISO8601ColonSecondsTZ}, {"Z07:00", stdISO8601ColonTZ},
	{"Z070000", stdISO8601SecondsTZ}, {"Z0700", stdISO8601TZ}, {"Z07", stdISO8601ShortTZ},
}

func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// nextElement finds the first element of the layout: the text before it, the element (with the
// number of digits of a fraction), and the text after it.
func nextElement(layout string) (prefix string, std, digits int, suffix string) {
	for i := 0; i < len(layout); i++ {
		rest := layout[i:]
		switch c := rest[0]; c {
		case '.', ',':
			if len(rest) > 1 && (rest[1] == '0' || rest[1] == '9') {
				n := 1
				for n < len(rest) && rest[n] == rest[1] {
					n++
				}
				// A fraction must not be followed by a digit.
				if n >= len(rest) || !isDigit(rest[n]) {
					std = stdFracSecond0
					if rest[1] == '9' {
						std = stdFracSecond9
					}
					return layout[:i], std, n - 1, rest[n:]
				}
			}
		case 'J', 'M', '0', '1', '2', '_', '3', '4', '5', 'P', 'p', '-', 'Z':
			for _, e := range elements {
				if e.text[0] != c || !hasPrefix(rest, e.text) {
					continue
				}
				// "Janus" and "Mondays" are no elements.
				after := rest[len(e.text):]
				if (e.std == stdMonth || e.std == stdWeekDay) && after != "" && 'a' <= after[0] && after[0] <= 'z' {
					continue
				}
				if e.std == stdNone { // _2006 is really a literal _, followed by stdLongYear
					return layout[:i+1], stdLongYear, 0, after
				}
				return layout[:i], e.std, 0, after
			}
		}
	}
	return layout, stdNone, 0, ""
}

// appendInt appends the decimal form of x with at least width digits.
func appendInt(b []byte, x int, width int) []byte {
	u := uint(x)
	if x < 0 {
		b = append(b, '-')
		u = uint(-x)
	}
	var digits [20]byte
	i := len(digits)
	for u >= 10 {
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
	}
	i--
	digits[i] = byte('0' + u)
	for w := len(digits) - i; w < width; w++ {
		b = append(b, '0')
	}
	return append(b, digits[i:]...)
}

// String returns the time formatted using the format string
// "2006-01-02 15:04:05.999999999 -0700 MST", with the monotonic clock reading if there is one.
func (t Time) String() string {
	s := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic != 0 {
		m2 := uint64(t.ext)
		sign := byte('+')
		if t.ext < 0 {
			sign = '-'
			m2 = -m2
		}
		m1, m2 := m2/1e9, m2%1e9
		b := append([]byte(" m="), sign)
		b = appendInt(b, int(m1), 0)
		b = append(b, '.')
		s += string(appendInt(b, int(m2), 9))
	}
	return s
}

// Format returns a textual representation of the time value formatted according to the layout
// defined by the argument.
func (t Time) Format(layout string) string { return string(t.AppendFormat(nil, layout)) }

// AppendFormat is like Format but appends the textual representation to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	name, offset := t.Zone()
	days, rest := split(t.local())
	year, month, day := civil(days)
	hour, min, sec := rest/secondsPerHour, rest/secondsPerMinute%60, rest%60
	for layout != "" {
		prefix, std, digits, suffix := nextElement(layout)
		b = append(b, prefix...)
		if std == stdNone {
			break
		}
		mark := layout[len(prefix)]
		layout = suffix
		switch std {
		case stdYear:
			b = appendInt(b, max(year, -year)%100, 2)
		case stdLongYear:
			b = appendInt(b, year, 4)
		case stdMonth:
			b = append(b, month.String()[:3]...)
		case stdLongMonth:
			b = append(b, month.String()...)
		case stdNumMonth:
			b = appendInt(b, int(month), 0)
		case stdZeroMonth:
			b = appendInt(b, int(month), 2)
		case stdWeekDay:
			b = append(b, weekday(days).String()[:3]...)
		case stdLongWeekDay:
			b = append(b, weekday(days).String()...)
		case stdDay:
			b = appendInt(b, day, 0)
		case stdUnderDay:
			if day < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, day, 0)
		case stdZeroDay:
			b = appendInt(b, day, 2)
		case stdUnderYearDay, stdZeroYearDay:
			yday := int(days-daysTo(year, January, 1)) + 1
			if std == stdZeroYearDay {
				b = appendInt(b, yday, 3)
				break
			}
			if yday < 100 {
				b = append(b, ' ')
			}
			if yday < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, yday, 0)
		case stdHour:
			b = appendInt(b, hour, 2)
		case stdHour12, stdZeroHour12:
			h := hour % 12
			if h == 0 {
				h = 12
			}
			if std == stdZeroHour12 {
				b = appendInt(b, h, 2)
			} else {
				b = appendInt(b, h, 0)
			}
		case stdMinute:
			b = appendInt(b, min, 0)
		case stdZeroMinute:
			b = appendInt(b, min, 2)
		case stdSecond:
			b = appendInt(b, sec, 0)
		case stdZeroSecond:
			b = appendInt(b, sec, 2)
		case stdPM:
			if hour >= 12 {
				b = append(b, "PM"...)
			} else {
				b = append(b, "AM"...)
			}
		case stdpm:
			if hour >= 12 {
				b = append(b, "pm"...)
			} else {
				b = append(b, "am"...)
			}
		case stdTZ:
			if name != "" {
				b = append(b, name...)
				break
			}
			b = appendOffset(b, offset, false, false, false)
		case stdFracSecond0, stdFracSecond9:
			b = appendFraction(b, int(t.nsec()), digits, std == stdFracSecond9, mark)
		case stdISO8601TZ, stdISO8601SecondsTZ, stdISO8601ShortTZ, stdISO8601ColonTZ, stdISO8601ColonSecondsTZ:
			if offset == 0 {
				b = append(b, 'Z')
				break
			}
			b = appendOffset(b, offset, std == stdISO8601ColonTZ || std == stdISO8601ColonSecondsTZ,
				std == stdISO8601SecondsTZ || std == stdISO8601ColonSecondsTZ, std == stdISO8601ShortTZ)
		default:
			b = appendOffset(b, offset, std == stdNumColonTZ || std == stdNumColonSecondsTZ,
				std == stdNumSecondsTz || std == stdNumColonSecondsTZ, std == stdNumShortTZ)
		}
	}
	return b
}

func appendFraction(b []byte, nsec, digits int, trim bool, mark byte) []byte {
	text := appendInt(nil, nsec, 9)
	text = text[:min(digits, 9)]
	if trim {
		for len(text) > 0 && text[len(text)-1] == '0' {
			text = text[:len(text)-1]
		}
		if len(text) == 0 {
			return b
		}
	}
	b = append(b, mark)
	return append(b, text...)
}

func appendOffset(b []byte, offset int, colon, seconds, short bool) []byte {
	zone := offset / 60
	if zone < 0 {
		b = append(b, '-')
		zone = -zone
		offset = -offset
	} else {
		b = append(b, '+')
	}
	b = appendInt(b, zone/60, 2)
	if short {
		return b
	}
	if colon {
		b = append(b, ':')
	}
	b = appendInt(b, zone%60, 2)
	if seconds {
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}
