// Package bubble connects package testing with package testing/synctest.
package bubble

// RunTest runs a func(*testing.T) as the function of a *testing.T in the bubble it is called in; it
// reports whether the function has not failed. Package testing sets it.
var RunTest func(t, f any) (ok bool)
