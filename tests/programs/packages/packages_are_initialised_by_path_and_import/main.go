package main

import (
	"fmt"

	_ "example.com/order/alpha"
	"example.com/order/beta"
)

var total = beta.Value + helper()

func helper() int {
	fmt.Println("main variable")
	return 1
}

func init() { fmt.Println("main init") }

func main() { fmt.Println("main", total) }

// Output:
// beta variable
// beta first init
// beta second init
// zeta init
// alpha init
// main variable
// main init
// main 42
