package time

import "errors"

// A Location maps time instants to the zone in use at that time.
type Location struct {
	name   string
	abbrev string // of a fixed zone
	offset int    // of a fixed zone
	zoned  bool   // looked up in the time zone database by name
}

var utcLoc = Location{name: "UTC", abbrev: "UTC"}

// UTC represents Universal Coordinated Time (UTC).
var UTC *Location = &utcLoc

var localLoc = Location{name: "Local", zoned: true}

// Local represents the system's local time zone.
var Local *Location = &localLoc

// The time zone database; the name "Local" is the system's zone.
func zoneExists(name string) bool
func zoneAt(name string, unix int64) (abbrev string, offset int)
func zoneIsDST(name string, unix int64) bool

func (l *Location) lookup(unix int64) (name string, offset int) {
	if l.zoned {
		return zoneAt(l.name, unix)
	}
	return l.abbrev, l.offset
}

// String returns a descriptive name for the time zone information, corresponding to the name
// argument to LoadLocation or FixedZone.
func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

// FixedZone returns a Location that always uses the given zone name and offset (seconds east of UTC).
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, abbrev: name, offset: offset}
}

// LoadLocation returns the Location with the given name.
func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' || name[i] == '.' && i+1 < len(name) && name[i+1] == '.' {
			return nil, errors.New("time: invalid location name")
		}
	}
	if name[0] == '/' || !zoneExists(name) {
		return nil, errors.New("unknown time zone " + name)
	}
	return &Location{name: name, zoned: true}, nil
}
