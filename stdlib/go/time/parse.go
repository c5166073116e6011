package time

import "errors"

// ParseError describes a problem parsing a time string.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

// Error returns the string representation of a ParseError.
func (e *ParseError) Error() string {
	if e.Message == "" {
		return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
	}
	return "parsing time " + quote(e.Value) + e.Message
}

var errBad = errors.New("bad value for field")

// Parse parses a formatted string and returns the time value it represents. In the absence of a
// time zone indicator, Parse returns a time in UTC.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is like Parse but interprets a time without zone information as in the given
// location, and tries to find an offset or abbreviation in it.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

// fields is what has been read of a time.
type fields struct {
	year, month, day, yday int
	hour, min, sec, nsec   int
	pmSet, amSet           bool
	zone                   *Location
	offset                 int
	hasOffset              bool
	zoneName               string
	outOfRange             string
}

// number reads one or two digits (exactly two when fixed).
func number(s string, fixed bool) (int, string, error) {
	if s == "" || !isDigit(s[0]) {
		return 0, s, errBad
	}
	if len(s) < 2 || !isDigit(s[1]) {
		if fixed {
			return 0, s, errBad
		}
		return int(s[0] - '0'), s[1:], nil
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), s[2:], nil
}

// digits reads exactly n digits.
func digits(s string, n int) (int, string, error) {
	if len(s) < n {
		return 0, s, errBad
	}
	v := 0
	for i := 0; i < n; i++ {
		if !isDigit(s[i]) {
			return 0, s, errBad
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, s[n:], nil
}

// name finds the one of names that s begins with, case ignored; short: three letters of them.
func name(names []string, s string, short bool) (int, string, error) {
	for i, n := range names {
		if short {
			n = n[:3]
		}
		if len(s) >= len(n) && equalFold(s[:len(n)], n) {
			return i, s[len(n):], nil
		}
	}
	return -1, s, errBad
}

func equalFold(a, b string) bool {
	for i := 0; i < len(a); i++ {
		if a[i]|0x20 != b[i]|0x20 {
			return false
		}
	}
	return true
}

// fraction reads a separator and digits as nanoseconds.
func fraction(s string, n int) (int, error) {
	v := 0
	for i := 1; i < 10; i++ {
		v *= 10
		if i < n {
			if !isDigit(s[i]) {
				return 0, errBad
			}
			v += int(s[i] - '0')
		}
	}
	return v, nil
}

// skip removes prefix from value; a run of spaces matches any run of spaces.
func skip(value, prefix string) (string, error) {
	for prefix != "" {
		if prefix[0] == ' ' {
			if value != "" && value[0] != ' ' {
				return value, errBad
			}
			for prefix != "" && prefix[0] == ' ' {
				prefix = prefix[1:]
			}
			for value != "" && value[0] == ' ' {
				value = value[1:]
			}
			continue
		}
		if value == "" || value[0] != prefix[0] {
			return value, errBad
		}
		prefix, value = prefix[1:], value[1:]
	}
	return value, nil
}

func parse(layout, value string, defaultLocation, local *Location) (Time, error) {
	allLayout, allValue := layout, value
	f := fields{month: -1, day: -1, yday: -1}
	for {
		prefix, std, count, suffix := nextElement(layout)
		element := layout[len(prefix) : len(layout)-len(suffix)]
		rest, err := skip(value, prefix)
		if err != nil {
			return Time{}, &ParseError{allLayout, allValue, prefix, value, ""}
		}
		value = rest
		if std == stdNone {
			if value != "" {
				return Time{}, &ParseError{allLayout, allValue, "", value, ": extra text: " + quote(value)}
			}
			break
		}
		layout = suffix
		hold := value
		value, err = f.element(std, count, value, suffix)
		if err == nil && f.outOfRange != "" {
			return Time{}, &ParseError{allLayout, allValue, element, value, ": " + f.outOfRange + " out of range"}
		}
		if err != nil {
			return Time{}, &ParseError{allLayout, allValue, element, hold, ""}
		}
	}
	if what := f.finish(); what != "" {
		return Time{}, &ParseError{allLayout, allValue, "", value, ": " + what + " out of range"}
	}
	return f.time(defaultLocation, local), nil
}

// element reads one element of a layout.
func (f *fields) element(std, count int, value, suffix string) (string, error) {
	var err error
	switch std {
	case stdYear:
		f.year, value, err = digits(value, 2)
		if f.year >= 69 { // Unix time starts Dec 31 1969 in some time zones
			f.year += 1900
		} else {
			f.year += 2000
		}
	case stdLongYear:
		if value == "" || !isDigit(value[0]) {
			return value, errBad
		}
		f.year, value, err = digits(value, 4)
	case stdMonth, stdLongMonth:
		f.month, value, err = name(longMonthNames, value, std == stdMonth)
		f.month++
	case stdNumMonth, stdZeroMonth:
		f.month, value, err = number(value, std == stdZeroMonth)
		if err == nil && (f.month <= 0 || 12 < f.month) {
			f.outOfRange = "month"
		}
	case stdWeekDay, stdLongWeekDay:
		_, value, err = name(longDayNames, value, std == stdWeekDay)
	case stdDay, stdUnderDay, stdZeroDay:
		if std == stdUnderDay && value != "" && value[0] == ' ' {
			value = value[1:]
		}
		f.day, value, err = number(value, std == stdZeroDay)
	case stdUnderYearDay, stdZeroYearDay:
		for i := 0; i < 2; i++ {
			if std == stdUnderYearDay && value != "" && value[0] == ' ' {
				value = value[1:]
			}
		}
		n := 0
		for n < 3 && n < len(value) && isDigit(value[n]) {
			n++
		}
		if n == 0 || std == stdZeroYearDay && n != 3 {
			return value, errBad
		}
		f.yday, value, err = digits(value, n)
	case stdHour:
		f.hour, value, err = number(value, false)
		if f.hour < 0 || 24 <= f.hour {
			f.outOfRange = "hour"
		}
	case stdHour12, stdZeroHour12:
		f.hour, value, err = number(value, std == stdZeroHour12)
		if f.hour < 0 || 12 < f.hour {
			f.outOfRange = "hour"
		}
	case stdMinute, stdZeroMinute:
		f.min, value, err = number(value, std == stdZeroMinute)
		if f.min < 0 || 60 <= f.min {
			f.outOfRange = "minute"
		}
	case stdSecond, stdZeroSecond:
		f.sec, value, err = number(value, std == stdZeroSecond)
		if err != nil {
			break
		}
		if f.sec < 0 || 60 <= f.sec {
			f.outOfRange = "second"
			break
		}
		// A fraction may stand in the value without standing in the layout.
		if len(value) >= 2 && (value[0] == '.' || value[0] == ',') && isDigit(value[1]) {
			if _, next, _, _ := nextElement(suffix); next == stdFracSecond0 || next == stdFracSecond9 {
				break
			}
			n := 2
			for n < len(value) && isDigit(value[n]) {
				n++
			}
			f.nsec, err = fraction(value, n)
			value = value[n:]
		}
	case stdPM, stdpm:
		if len(value) < 2 {
			return value, errBad
		}
		switch value[:2] {
		case "PM", "pm":
			f.pmSet = true
		case "AM", "am":
			f.amSet = true
		default:
			return value, errBad
		}
		value = value[2:]
	case stdFracSecond0:
		if len(value) < 1+count || value[0] != '.' && value[0] != ',' {
			return value, errBad
		}
		f.nsec, err = fraction(value, 1+count)
		value = value[1+count:]
	case stdFracSecond9:
		if len(value) < 2 || value[0] != '.' && value[0] != ',' || !isDigit(value[1]) {
			break // a fraction of 0 is left out
		}
		n := 1
		for n < len(value) && isDigit(value[n]) {
			n++
		}
		f.nsec, err = fraction(value, n)
		value = value[n:]
	case stdTZ:
		return f.zoneAbbreviation(value)
	default:
		return f.zoneOffset(std, value)
	}
	return value, err
}

// zoneOffset reads a numeric offset, or Z.
func (f *fields) zoneOffset(std int, value string) (string, error) {
	if std >= stdISO8601TZ && std <= stdISO8601ColonSecondsTZ && hasPrefix(value, "Z") {
		f.zone = UTC
		return value[1:], nil
	}
	colon := std == stdISO8601ColonTZ || std == stdNumColonTZ || std == stdISO8601ColonSecondsTZ || std == stdNumColonSecondsTZ
	seconds := std == stdISO8601SecondsTZ || std == stdNumSecondsTz || std == stdISO8601ColonSecondsTZ || std == stdNumColonSecondsTZ
	short := std == stdISO8601ShortTZ || std == stdNumShortTZ
	if value == "" || value[0] != '+' && value[0] != '-' {
		return value, errBad
	}
	sign := 1
	if value[0] == '-' {
		sign = -1
	}
	hour, rest, err := digits(value[1:], 2)
	var min, sec int
	part := func(v *int) {
		if err == nil && colon {
			if !hasPrefix(rest, ":") {
				err = errBad
				return
			}
			rest = rest[1:]
		}
		if err == nil {
			*v, rest, err = digits(rest, 2)
		}
	}
	if !short {
		part(&min)
	}
	if seconds {
		part(&sec)
	}
	if err != nil {
		return value, err
	}
	switch {
	case hour > 24:
		f.outOfRange = "time zone offset hour"
	case min > 60:
		f.outOfRange = "time zone offset minute"
	case sec > 60:
		f.outOfRange = "time zone offset second"
	}
	f.offset, f.hasOffset = sign*((hour*60+min)*60+sec), true
	return rest, nil
}

// zoneAbbreviation reads a name such as UTC or CEST.
func (f *fields) zoneAbbreviation(value string) (string, error) {
	if hasPrefix(value, "UTC") {
		f.zone = UTC
		return value[3:], nil
	}
	n := 0
	for n < len(value) && n < 6 && 'A' <= value[n] && value[n] <= 'Z' {
		n++
	}
	if hasPrefix(value, "GMT") {
		n = 3
		if len(value) > 4 && (value[3] == '+' || value[3] == '-') && isDigit(value[4]) {
			n = 5
			for n < len(value) && isDigit(value[n]) {
				n++
			}
		}
	} else if n != 3 && !(n == 4 && (value[3] == 'T' || hasPrefix(value, "WITA"))) && !(n == 5 && value[4] == 'T') {
		if len(value) >= 3 && (value[0] == '+' || value[0] == '-') && isDigit(value[1]) && isDigit(value[2]) {
			n = 3
		} else {
			return value, errBad
		}
	}
	f.zoneName = value[:n]
	return value[n:], nil
}

// finish makes the date of what was read and names what is out of range.
func (f *fields) finish() string {
	if f.pmSet && f.hour < 12 {
		f.hour += 12
	} else if f.amSet && f.hour == 12 {
		f.hour = 0
	}
	leap := f.year%4 == 0 && (f.year%100 != 0 || f.year%400 == 0)
	if f.yday >= 0 {
		last := 365
		if leap {
			last = 366
		}
		if f.yday < 1 || f.yday > last {
			return "day-of-year"
		}
		_, month, day := civil(daysTo(f.year, January, f.yday))
		if f.month >= 0 && f.month != int(month) {
			return "day-of-year does not match month:"
		}
		if f.day >= 0 && f.day != day {
			return "day-of-year does not match day:"
		}
		f.month, f.day = int(month), day
	}
	if f.month < 0 {
		f.month = int(January)
	}
	if f.day < 0 {
		f.day = 1
	}
	daysIn := int(daysTo(f.year, Month(f.month)+1, 1) - daysTo(f.year, Month(f.month), 1))
	if f.day < 1 || f.day > daysIn {
		return "day"
	}
	return ""
}

func (f *fields) time(defaultLocation, local *Location) Time {
	date := func(loc *Location) Time {
		return Date(f.year, Month(f.month), f.day, f.hour, f.min, f.sec, f.nsec, loc)
	}
	switch {
	case f.zone != nil:
		return date(f.zone)
	case f.hasOffset:
		t := date(UTC)
		t.addSec(-int64(f.offset))
		// The local zone, if it has that offset at that time.
		name, offset := local.lookup(t.unixSec())
		if offset == f.offset && (f.zoneName == "" || name == f.zoneName) {
			t.setLoc(local)
			return t
		}
		t.setLoc(FixedZone(f.zoneName, f.offset))
		return t
	case f.zoneName != "":
		t := date(local)
		if name, _ := t.Zone(); name == f.zoneName {
			return t
		}
		t = date(UTC)
		offset := 0
		if len(f.zoneName) > 3 && f.zoneName[:3] == "GMT" {
			for _, c := range f.zoneName[4:] {
				offset = offset*10 + int(c-'0')
			}
			offset *= 3600
			if f.zoneName[3] == '-' {
				offset = -offset
			}
		}
		t.setLoc(FixedZone(f.zoneName, offset))
		return t
	}
	return date(defaultLocation)
}
