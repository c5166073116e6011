package p

import "strings" // ERROR "imported and not used"

func F() int {
	return "one" // ERROR "as int value in return statement"
}

func unused() {
	y := 1 // ERROR "declared and not used: y"
}
