package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

func main() {
	fmt.Println(debug.SetGCPercent(50), debug.SetGCPercent(-1), debug.SetGCPercent(100))
	fmt.Println(debug.SetMemoryLimit(1<<40) == 1<<63-1, debug.SetMemoryLimit(-1) == 1<<40)
	fmt.Println(debug.SetMaxStack(1<<20), debug.SetMaxStack(1<<21), debug.SetMaxThreads(5000))
	fmt.Println(strings.HasPrefix(string(debug.Stack()), "goroutine 1 [running]:\n"))
	debug.FreeOSMemory()
	stats := debug.GCStats{PauseQuantiles: make([]time.Duration, 3)}
	debug.ReadGCStats(&stats)
	fmt.Println(stats.NumGC > 0, stats.PauseTotal > 0, len(stats.Pause) > 0, stats.PauseQuantiles[0] <= stats.PauseQuantiles[2])
	info, ok := debug.ReadBuildInfo()
	fmt.Println(ok, info.GoVersion == runtime.Version())
	for _, text := range []string{
		"path\tp\nmod\tm\tv1\tsum\ndep\td\tv2\n=>\te\tv3\ts\nbuild\tk=v\nbuild\t\"a b\"=\"c d\"\n",
		"mod\tm\n", "=>\ta\tb\tc\n", "build\t\n", "build\t=x\n", "build\t\"a\"\n", "build\ta b=c\n", "build\ta=b c\n",
	} {
		info, err := debug.ParseBuildInfo(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Print(info)
	}
}

// Output:
// 100 50 -1
// true true
// 1000000000 1048576 10000
// true
// true true true true
// true true
// path	p
// mod	m	v1	sum
// dep	d	v2
// =>	e	v3	s
//
// build	k=v
// build	"a b"="c d"
// could not parse Go build info: line 1: expected 2 or 3 columns; got 1
// could not parse Go build info: line 1: replacement with no module on previous line
// could not parse Go build info: line 1: build line missing '='
// could not parse Go build info: line 1: build line with missing key
// could not parse Go build info: line 1: build line missing '=' after quoted key
// could not parse Go build info: line 1: unquoted key "a b" must be quoted
// could not parse Go build info: line 1: unquoted value "b c" must be quoted
