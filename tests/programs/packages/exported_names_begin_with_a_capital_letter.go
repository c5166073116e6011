package main

import (
	"fmt"
	m "math"
	_ "os"
	. "strings"
)

func main() {
	fmt.println("a") // ERROR "undefined: fmt.println (but have Println)"
	_ = m.pi // ERROR "undefined: m.pi (but have Pi)"
	_ = fmt.Nothing // ERROR "undefined: fmt.Nothing"
	_ = math.Pi // ERROR "undefined: math"
	_ = ToUpper("a")
	fmt := 1
	_ = fmt
	_ = m // ERROR "use of package m not in selector"
}
