package flag

import (
	"fmt"
	"strings"
)

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// PrintDefaults writes a list of all flags with their usages and default values, as far as these
// are not the zero values of their types. A name in `back quotes` in a usage is what the flag's
// value is called, otherwise that is its type's name.
func (f *FlagSet) PrintDefaults() {
	var failures []string
	f.VisitAll(func(flag *Flag) {
		var line strings.Builder
		fmt.Fprintf(&line, "  -%s", flag.Name)
		name, usage := UnquoteUsage(flag)
		if name != "" {
			line.WriteString(" " + name)
		}
		// A flag of one letter has its usage on the same line.
		if line.Len() <= len("  -x") {
			line.WriteString("\t")
		} else {
			line.WriteString("\n    \t")
		}
		line.WriteString(strings.ReplaceAll(usage, "\n", "\n    \t"))
		if zero, failure := hasZeroDefault(flag); failure != "" {
			failures = append(failures, failure)
		} else if _, isString := flag.Value.(*stringValue); isString && !zero {
			fmt.Fprintf(&line, " (default %q)", flag.DefValue)
		} else if !zero {
			fmt.Fprintf(&line, " (default %v)", flag.DefValue)
		}
		fmt.Fprint(f.Output(), line.String(), "\n")
	})
	if len(failures) > 0 {
		fmt.Fprintln(f.Output())
		for _, failure := range failures {
			fmt.Fprintln(f.Output(), failure)
		}
	}
}

// zeroLike returns the zero value of v's type; of a pointer's type, a pointer to a new zero value.
func zeroLike(v any) any

// hasZeroDefault reports whether the default value is the zero value of its type, by their texts.
// failure: the zero value's String method panics.
func hasZeroDefault(flag *Flag) (zero bool, failure string) {
	defer func() {
		if reason := recover(); reason != nil {
			typ := strings.TrimPrefix(fmt.Sprintf("%T", flag.Value), "*")
			failure = fmt.Sprintf("panic calling String method on zero %v for flag %s: %v", typ, flag.Name, reason)
		}
	}()
	return flag.DefValue == zeroLike(flag.Value).(Value).String(), ""
}

// UnquoteUsage takes a name in back quotes out of a flag's usage and returns it with the usage
// without the quotes. Without one, the name is the type of the flag's value, "" for a boolean flag.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	before, rest, found := strings.Cut(flag.Usage, "`")
	if found {
		if name, after, found := strings.Cut(rest, "`"); found {
			return name, before + name + after
		}
	}
	return typeName(flag.Value), flag.Usage
}

func typeName(value Value) string {
	switch v := value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			return ""
		}
	case *durationValue:
		return "duration"
	case *float64Value:
		return "float"
	case *intValue, *int64Value:
		return "int"
	case *stringValue:
		return "string"
	case *uintValue, *uint64Value:
		return "uint"
	}
	return "value"
}
