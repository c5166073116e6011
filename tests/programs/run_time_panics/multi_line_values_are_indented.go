package main

func main() { panic("a\nb\nc") }

// panic: a
