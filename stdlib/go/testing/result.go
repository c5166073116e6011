package testing

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"time"
)

func gomaxprocs() int { return runtime.GOMAXPROCS(0) }

// BenchmarkResult is what a benchmark measured.
type BenchmarkResult struct {
	N         int           // iterations
	T         time.Duration // time of all
	Bytes     int64         // processed in one iteration
	MemAllocs uint64        // allocations of all
	MemBytes  uint64        // and their bytes
	// Extra has what ReportMetric was told.
	Extra map[string]float64
}

// NsPerOp returns nanoseconds for an iteration.
func (r BenchmarkResult) NsPerOp() int64 { return r.perOp("ns/op", r.T.Nanoseconds()) }

// AllocsPerOp returns allocations for an iteration.
func (r BenchmarkResult) AllocsPerOp() int64 { return r.perOp("allocs/op", int64(r.MemAllocs)) }

// AllocedBytesPerOp returns allocated bytes for an iteration.
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return r.perOp("B/op", int64(r.MemBytes)) }

func (r BenchmarkResult) perOp(unit string, total int64) int64 {
	if value, ok := r.Extra[unit]; ok {
		return int64(value)
	}
	if r.N <= 0 {
		return 0
	}
	return total / int64(r.N)
}

func (r BenchmarkResult) megabytesPerSecond() float64 {
	if value, ok := r.Extra["MB/s"]; ok {
		return value
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

// String returns the result in the usual format, without the memory.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteString("\t" + aligned(ns, "ns/op"))
	}
	if mbs := r.megabytesPerSecond(); mbs != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mbs)
	}
	var units []string
	for unit := range r.Extra {
		switch unit {
		case "ns/op", "MB/s", "B/op", "allocs/op":
		default:
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		b.WriteString("\t" + aligned(r.Extra[unit], unit))
	}
	return b.String()
}

// aligned prints four significant digits with the decimal points below each other: the whole part
// has ten columns.
func aligned(x float64, unit string) string {
	digits := 7
	switch y := math.Abs(x); {
	case y == 0 || y >= 999.95:
		return fmt.Sprintf("%10.0f %s", x, unit)
	case y >= 99.995:
		digits = 1
	case y >= 9.9995:
		digits = 2
	case y >= 0.99995:
		digits = 3
	case y >= 0.099995:
		digits = 4
	case y >= 0.0099995:
		digits = 5
	case y >= 0.00099995:
		digits = 6
	}
	return fmt.Sprintf("%*.*f %s", 11+digits, digits, x, unit)
}

// MemString returns bytes and allocations of an iteration in the usual format.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

// add makes b's result the sum of one iteration of each benchmark below it.
func (b *B) add(other BenchmarkResult) {
	r := &b.result
	r.N = 1
	r.T += time.Duration(other.NsPerOp())
	if other.Bytes == 0 {
		b.missingBytes = true
		r.Bytes = 0
	}
	if !b.missingBytes {
		r.Bytes += other.Bytes
	}
	r.MemAllocs += uint64(other.AllocsPerOp())
	r.MemBytes += uint64(other.AllocedBytesPerOp())
}
