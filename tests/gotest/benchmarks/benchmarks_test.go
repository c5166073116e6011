package benchmarks

import (
	"strings"
	"testing"
)

func TestNothing(t *testing.T) {}

func BenchmarkN(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = strings.Repeat("x", 10)
	}
}

func BenchmarkLoop(b *testing.B) {
	count := 0
	for b.Loop() {
		count++
	}
	if count != b.N {
		b.Error(count, b.N)
	}
}

func BenchmarkBytes(b *testing.B) {
	b.SetBytes(100)
	b.ReportAllocs()
	b.ReportMetric(2, "things/op")
	for range b.N {
		_ = make([]byte, 10)
	}
}

func BenchmarkSub(b *testing.B) {
	for _, name := range []string{"one", "two"} {
		b.Run(name, func(b *testing.B) {
			b.StopTimer()
			b.StartTimer()
			for b.Loop() {
			}
		})
	}
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
		}
	})
}

func BenchmarkSkip(b *testing.B) {
	b.Skip("skipped")
}

func BenchmarkFail(b *testing.B) {
	b.Fatal("failed")
}
