package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

var kept [][]byte

func main() {
	for range 64 {
		block := make([]byte, 1<<20)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		kept = append(kept, block)
	}
	kept = nil
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.HeapReleased > 48<<20, m.HeapIdle-m.HeapReleased < 8<<20, m.HeapAlloc < 16<<20)
}

// Output:
// true true true
