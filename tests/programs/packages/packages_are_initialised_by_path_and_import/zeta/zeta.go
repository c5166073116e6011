package zeta

import "fmt"

func init() { fmt.Println("zeta init") }
