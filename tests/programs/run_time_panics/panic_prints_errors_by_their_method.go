package main

type E struct{ s string }

func (e *E) Error() string { return "E: " + e.s }

func main() { panic(&E{"text"}) }

// panic: E: text
