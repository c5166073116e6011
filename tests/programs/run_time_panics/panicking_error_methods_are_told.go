package main

type E struct{}

func (E) Error() string { panic("in Error") }

func main() { panic(E{}) }

// exit status 2
// stderr: fatal error: panic while printing panic value: in Error
