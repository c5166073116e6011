package main

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
)

var sink []byte

func main() {
	debug.SetGCPercent(-1)
	fmt.Println(debug.SetMemoryLimit(-1) == math.MaxInt64, debug.SetMemoryLimit(32<<20) == math.MaxInt64)
	for range 512 {
		sink = make([]byte, 1<<20)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC > 5, m.HeapAlloc < 256<<20, debug.SetMemoryLimit(-1) == 32<<20)
}

// Output:
// true true
// true true true
