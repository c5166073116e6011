package main

import (
	"example.com/mistakes/p"
	"os" // ERROR "imported and not used"
)

func main() {
	x := p.F() // ERROR "declared and not used: x"
}
