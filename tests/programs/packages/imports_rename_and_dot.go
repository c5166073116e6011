package main

import (
	"fmt"
	. "math"
	str "strings"
)

func main() {
	fmt.Println(Sqrt(4), str.ToUpper("a"), Pi > 3)
}

// Output:
// 2 A true
