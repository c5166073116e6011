package main

import "internal/pattern" // ERROR "use of internal package internal/pattern not allowed"

func main() {
	pattern.Match("*", "x", true)
}
