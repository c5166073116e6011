package fmt

import "errors"

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf formats according to a format specifier and returns the string as a value that satisfies
// error. Operands of %w are wrapped.
func Errorf(format string, a ...any) error {
	text, holes, values, wrapped := formatWrap(format, a)
	text = fill(text, holes, values)
	switch len(wrapped) {
	case 0:
		return errors.New(text)
	case 1:
		w := &wrapError{msg: text}
		w.err, _ = a[wrapped[0]].(error)
		return w
	}
	var errs []error
	used := make(map[int]bool)
	for i := range a {
		for _, w := range wrapped {
			if w == i && !used[i] {
				used[i] = true
				if e, ok := a[i].(error); ok {
					errs = append(errs, e)
				}
			}
		}
	}
	return &wrapErrors{text, errs}
}
