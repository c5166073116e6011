package main

import "os" // ERROR ""os" imported and not used"

func main() {
	x := 1 // ERROR "declared and not used: x"
}
