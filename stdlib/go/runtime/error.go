package runtime

// Error identifies a run-time error: what an operation of the language panics with.
type Error interface {
	error
	// RuntimeError is a no-op that tells run-time errors from other errors.
	RuntimeError()
}

// errorString is a run-time error with a fixed text.
type errorString string

func (e errorString) RuntimeError() {}

func (e errorString) Error() string {
	return "runtime error: " + string(e)
}

// plainError is a run-time error without the prefix.
type plainError string

func (e plainError) RuntimeError() {}

func (e plainError) Error() string {
	return string(e)
}

// boundsError is an index or slice bound out of range.
type boundsError string

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	return "runtime error: " + string(e)
}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	iface         string
	concrete      string
	asserted      string
	missingMethod string
}

// RuntimeError marks it as an Error.
func (*TypeAssertionError) RuntimeError() {}

// Error returns which types did not fit.
func (e *TypeAssertionError) Error() string {
	if e.concrete == "" {
		return "interface conversion: " + orInterface(e.iface) + " is nil, not " + e.asserted
	}
	if e.missingMethod != "" {
		return "interface conversion: " + e.concrete + " is not " + e.asserted +
			": missing method " + e.missingMethod
	}
	text := "interface conversion: " + orInterface(e.iface) + " is " + e.concrete + ", not " + e.asserted
	if e.concrete == e.asserted {
		text += " (types from different scopes)"
	}
	return text
}

func orInterface(name string) string {
	if name == "" {
		return "interface"
	}
	return name
}

// A PanicNilError is what recover returns after panic(nil).
type PanicNilError struct {
	_ [0]func() // not comparable
}

// Error says so.
func (*PanicNilError) Error() string { return "runtime error: panic called with nil argument" }

// RuntimeError marks it as an Error.
func (*PanicNilError) RuntimeError() {}
