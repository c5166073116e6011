// Package alpha comes first by its path, but needs zeta.
package alpha

import (
	"fmt"

	_ "example.com/order/zeta"
)

func init() { fmt.Println("alpha init") }
