package beta

import "fmt"

func init() { fmt.Println("beta first init") }

// Value depends on a variable of the other file.
var Value = base + 1
