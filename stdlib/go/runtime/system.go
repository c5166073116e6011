// Package runtime lets a program look at and steer the machine that runs it.
package runtime

// GOOS is the operating system that the program believes to run on.
const GOOS = "linux"

// GOARCH is the architecture that the program believes to run on.
const GOARCH = "amd64"

// Compiler is the name of the compiler.
const Compiler = "burrow"

// Version returns the version of Go that the program is run as.
func Version() string { return "go1.27" }

// GOROOT returns the root of the Go tree: there is none.
func GOROOT() string { return "" }
