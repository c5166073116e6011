package main

import (
	"fmt"
	"strconv"
)

func main() {
	var x float32 = -3953846.25
	fmt.Println(strconv.FormatFloat(float64(x), 'e', -1, 32))
	fmt.Println(float64(float32(128.50003)), float64(float32(128.6)))
	fmt.Println(float64(1<<60+1<<7), float32(16777216+2))
}

// Output:
// -3.9538462e+06
// 128.50003051757812 128.60000610351562
// 1.152921504606847e+18 1.6777218e+07
