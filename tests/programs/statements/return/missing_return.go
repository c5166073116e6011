package main

func f(b bool) int {
	if b {
		return 1
	}
} // ERROR "missing return"

func main() { f(true) }
