package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

func main() {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	last := (m.NumGC + 255) % 256
	fmt.Println(m.NumGC >= 3, m.NumForcedGC >= 3, m.PauseTotalNs >= m.PauseNs[last], m.PauseNs[last] > 0)
	fmt.Println(m.LastGC == m.PauseEnd[last], time.Since(time.Unix(0, int64(m.LastGC))) < time.Hour)
	fmt.Println(m.Sys >= m.HeapSys+m.StackSys, m.StackInuse > 0)

	s := debug.GCStats{PauseQuantiles: make([]time.Duration, 3)}
	debug.ReadGCStats(&s)
	fmt.Println(s.NumGC >= 3, len(s.Pause) >= 3, len(s.PauseEnd) == len(s.Pause), s.LastGC.Equal(s.PauseEnd[0]))
	q := s.PauseQuantiles
	fmt.Println(q[0] > 0, q[0] <= q[1], q[1] <= q[2], q[2] <= s.PauseTotal)
}

// Output:
// true true true true
// true true
// true true
// true true true true
// true true true true
