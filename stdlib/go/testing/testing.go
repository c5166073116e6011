// Package testing provides support for automated testing of Go packages. It is intended to be used
// with "burrow test", which makes a main function out of the functions TestXxx, BenchmarkXxx,
// FuzzXxx and ExampleXxx in files named *_test.go.
package testing

import (
	"context"
	"flag"
	"io"
)

// TB is what T, B and F have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Chdir(dir string)
	Cleanup(func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() io.Writer
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	// Keeps others from implementing the interface, so that it can grow.
	private()
}

var (
	_ TB = (*T)(nil)
	_ TB = (*B)(nil)
	_ TB = (*F)(nil)
)

// isTestBinary is set by MainStart.
var isTestBinary bool

// Testing reports whether the program is a test.
func Testing() bool { return isTestBinary }

// Short reports whether the flag -test.short is set.
func Short() bool {
	if short == nil {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return *short
}

// Verbose reports whether the flag -test.v is set.
func Verbose() bool {
	if !flag.Parsed() {
		panic("testing: Verbose called before Parse")
	}
	return chatty.on
}

// CoverMode returns how coverage is measured: always "", because it is not.
func CoverMode() string { return "" }

// Coverage returns the fraction of the code that was run: always 0, because it is not measured.
func Coverage() float64 { return 0 }
