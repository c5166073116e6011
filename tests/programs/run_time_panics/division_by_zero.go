package main

func main() {
	zero := 0
	println(1 / zero)
}

// panic: runtime error: integer divide by zero
