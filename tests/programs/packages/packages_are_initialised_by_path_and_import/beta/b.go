package beta

import "fmt"

var base = show()

func show() int {
	fmt.Println("beta variable")
	return 40
}

func init() { fmt.Println("beta second init") }
