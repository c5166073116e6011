package flag

import (
	"encoding"
	"fmt"
	"os"
	"time"
)

// CommandLine is the set of the flags of the command line, which the functions of this package
// use. It ends the program on errors.
var CommandLine *FlagSet

func init() {
	name := ""
	if len(os.Args) > 0 {
		name = os.Args[0]
	}
	CommandLine = NewFlagSet(name, ExitOnError)
	CommandLine.Usage = func() { Usage() }
}

// Usage writes how the command is used, to CommandLine's output. It is called when an error occurs
// in parsing; a program may set its own.
var Usage = func() {
	fmt.Fprintf(CommandLine.Output(), "Usage of %s:\n", os.Args[0])
	PrintDefaults()
}

// Parse parses the command line, os.Args[1:]. All flags have to be defined before.
func Parse() { CommandLine.Parse(os.Args[1:]) }

// Parsed reports whether the command line has been parsed.
func Parsed() bool { return CommandLine.Parsed() }

// PrintDefaults writes a list of the command line's flags with their usages and default values.
func PrintDefaults() { CommandLine.PrintDefaults() }

// VisitAll calls fn for each flag of the command line, in the order of names.
func VisitAll(fn func(*Flag)) { CommandLine.VisitAll(fn) }

// Visit calls fn for each flag of the command line that has been set, in the order of names.
func Visit(fn func(*Flag)) { CommandLine.Visit(fn) }

// Lookup returns the command line's flag of that name, nil if there is none.
func Lookup(name string) *Flag { return CommandLine.Lookup(name) }

// Set sets the value of the command line's flag of that name.
func Set(name, value string) error { return CommandLine.set(name, value) }

// NFlag returns the number of the command line's flags that have been set.
func NFlag() int { return CommandLine.NFlag() }

// Arg returns the i-th argument behind the flags, from 0; "" if there is none.
func Arg(i int) string { return CommandLine.Arg(i) }

// NArg returns the number of arguments behind the flags.
func NArg() int { return CommandLine.NArg() }

// Args returns the arguments behind the flags.
func Args() []string { return CommandLine.Args() }

// Var defines a flag of the command line with a value of the caller's own type, whose Set reads the
// argument.
func Var(value Value, name string, usage string) { CommandLine.Var(value, name, usage) }

// BoolVar defines a bool flag of the command line, kept where p points to.
func BoolVar(p *bool, name string, value bool, usage string) {
	CommandLine.BoolVar(p, name, value, usage)
}

// Bool defines a bool flag of the command line and returns where it is kept.
func Bool(name string, value bool, usage string) *bool {
	return CommandLine.Bool(name, value, usage)
}

// IntVar defines an int flag of the command line, kept where p points to.
func IntVar(p *int, name string, value int, usage string) {
	CommandLine.IntVar(p, name, value, usage)
}

// Int defines an int flag of the command line and returns where it is kept.
func Int(name string, value int, usage string) *int {
	return CommandLine.Int(name, value, usage)
}

// Int64Var defines an int64 flag of the command line, kept where p points to.
func Int64Var(p *int64, name string, value int64, usage string) {
	CommandLine.Int64Var(p, name, value, usage)
}

// Int64 defines an int64 flag of the command line and returns where it is kept.
func Int64(name string, value int64, usage string) *int64 {
	return CommandLine.Int64(name, value, usage)
}

// UintVar defines a uint flag of the command line, kept where p points to.
func UintVar(p *uint, name string, value uint, usage string) {
	CommandLine.UintVar(p, name, value, usage)
}

// Uint defines a uint flag of the command line and returns where it is kept.
func Uint(name string, value uint, usage string) *uint {
	return CommandLine.Uint(name, value, usage)
}

// Uint64Var defines a uint64 flag of the command line, kept where p points to.
func Uint64Var(p *uint64, name string, value uint64, usage string) {
	CommandLine.Uint64Var(p, name, value, usage)
}

// Uint64 defines a uint64 flag of the command line and returns where it is kept.
func Uint64(name string, value uint64, usage string) *uint64 {
	return CommandLine.Uint64(name, value, usage)
}

// StringVar defines a string flag of the command line, kept where p points to.
func StringVar(p *string, name string, value string, usage string) {
	CommandLine.StringVar(p, name, value, usage)
}

// String defines a string flag of the command line and returns where it is kept.
func String(name string, value string, usage string) *string {
	return CommandLine.String(name, value, usage)
}

// Float64Var defines a float64 flag of the command line, kept where p points to.
func Float64Var(p *float64, name string, value float64, usage string) {
	CommandLine.Float64Var(p, name, value, usage)
}

// Float64 defines a float64 flag of the command line and returns where it is kept.
func Float64(name string, value float64, usage string) *float64 {
	return CommandLine.Float64(name, value, usage)
}

// DurationVar defines a time.Duration flag of the command line, kept where p points to.
func DurationVar(p *time.Duration, name string, value time.Duration, usage string) {
	CommandLine.DurationVar(p, name, value, usage)
}

// Duration defines a time.Duration flag of the command line and returns where it is kept.
func Duration(name string, value time.Duration, usage string) *time.Duration {
	return CommandLine.Duration(name, value, usage)
}

// TextVar defines a flag of the command line that p reads by UnmarshalText. The type of value has to be
// what p points to.
func TextVar(p encoding.TextUnmarshaler, name string, value encoding.TextMarshaler, usage string) {
	CommandLine.TextVar(p, name, value, usage)
}

// Func defines a flag of the command line. Each time it occurs, fn is called with its value.
func Func(name, usage string, fn func(string) error) { CommandLine.Func(name, usage, fn) }

// BoolFunc defines a flag of the command line that needs no value. Each time it occurs, fn is called
// with "true" or the value given.
func BoolFunc(name, usage string, fn func(string) error) { CommandLine.BoolFunc(name, usage, fn) }
