// GOMAXPROCS: how many goroutines can run at the same moment. Setting it returns the old value.
// Expect the setting to be what was set.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	before := runtime.GOMAXPROCS(runtime.NumCPU())
	fmt.Println("at least one before:", before >= 1)
	fmt.Println("one per CPU now:", runtime.GOMAXPROCS(0) == runtime.NumCPU())
}
