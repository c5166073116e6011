package main

import (
	"fmt" // ERROR ""fmt" imported and not used"
	f "io" // ERROR ""io" imported as f and not used"
	"os" // ERROR ""os" imported and not used"
	. "strings" // ERROR ""strings" imported and not used"
)

func main() {}
