package flag

import (
	"errors"
	"os"
	"strings"
)

// Parse parses flags from an argument list, which has no command name. All flags have to be defined
// before. It returns ErrHelp for -help or -h when these are not defined.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		seen, err := f.parseOne()
		if seen {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.errorHandling {
		case ContinueOnError:
			return err
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
	}
}

// Parsed reports whether Parse has been called.
func (f *FlagSet) Parsed() bool { return f.parsed }

// parseOne takes one flag from the arguments. seen: there was one.
func (f *FlagSet) parseOne() (seen bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	argument := f.args[0]
	if len(argument) < 2 || argument[0] != '-' {
		return false, nil
	}
	if argument == "--" {
		f.args = f.args[1:]
		return false, nil
	}
	name := strings.TrimPrefix(argument[1:], "-")
	if name == "" || name[0] == '-' || name[0] == '=' {
		return false, f.fail("bad flag syntax: %s", argument)
	}
	f.args = f.args[1:]
	name, value, hasValue := strings.Cut(name, "=")
	flag := f.formal[name]
	if flag == nil {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.fail("flag provided but not defined: -%s", name)
	}
	if err := f.give(flag, value, hasValue); err != nil {
		return false, err
	}
	f.mark(flag)
	return true, nil
}

// give sets a flag to the value behind its "=" or to the next argument, a boolean one to true.
func (f *FlagSet) give(flag *Flag, value string, hasValue bool) error {
	if isBool(flag.Value) {
		if !hasValue {
			if err := flag.Value.Set("true"); err != nil {
				return f.fail("invalid boolean flag %s: %v", flag.Name, err)
			}
		} else if err := flag.Value.Set(value); err != nil {
			return f.fail("invalid boolean value %q for -%s: %v", value, flag.Name, err)
		}
		return nil
	}
	if !hasValue {
		if len(f.args) == 0 {
			return f.fail("flag needs an argument: -%s", flag.Name)
		}
		value, f.args = f.args[0], f.args[1:]
	}
	if err := flag.Value.Set(value); err != nil {
		return f.fail("invalid value %q for flag -%s: %v", value, flag.Name, err)
	}
	return nil
}

// fail writes what is wrong and the usage.
func (f *FlagSet) fail(format string, a ...any) error {
	message := f.complain(format, a...)
	f.usage()
	return errors.New(message)
}
