package testing

import (
	"sync"
	"sync/atomic"
	"time"
)

// loopState is where B.Loop is.
type loopState struct {
	target  uint64 // iterations to make; grows
	made    uint64
	stopped bool // the clock was stopped: the next call is a mistake
	done    bool // Loop has returned false
}

// Loop returns true as long as the benchmark should go on:
//
//	for b.Loop() {
//		… what to measure …
//	}
//
// What stands before the loop or behind it is not measured. Afterwards b.N is the number of
// iterations made.
func (b *B) Loop() bool {
	if b.loop.made < b.loop.target && !b.loop.stopped {
		b.loop.made++
		return true
	}
	return b.loopAgain()
}

// loopAgain begins the loop, sets a further target, or ends it.
func (b *B) loopAgain() bool {
	if !b.timerOn {
		b.Fatal("B.Loop called with timer stopped")
	}
	l := &b.loop
	switch {
	case l.target == 0:
		l.target = uint64(max(b.benchTime.n, 1))
		b.N = 0
		b.ResetTimer()
	case b.benchTime.n > 0 || !b.extendLoop():
		b.StopTimer()
		b.N = int(l.target)
		l.done = true
		return false
	}
	l.made++
	return true
}

// extendLoop sets a further target; false when there was enough time.
func (b *B) extendLoop() bool {
	took := b.Elapsed()
	if took >= b.benchTime.d {
		return false
	}
	before := b.loop.target
	b.loop.target = uint64(predict(b.benchTime.d, int64(before), took, int64(before)))
	return before < b.loop.target
}

// A PB is used by RunParallel: it hands out the iterations.
type PB struct {
	taken *atomic.Uint64 // of all goroutines
	grain uint64         // so many are taken at once
	mine  uint64
	total uint64
}

// Next reports whether there are more iterations to make.
func (pb *PB) Next() bool {
	if pb.mine == 0 {
		n := pb.taken.Add(pb.grain)
		switch {
		case n <= pb.total:
			pb.mine = pb.grain
		case n < pb.total+pb.grain:
			pb.mine = pb.total + pb.grain - n
		default:
			return false
		}
	}
	pb.mine--
	return true
}

// RunParallel runs body on several goroutines, GOMAXPROCS of them unless SetParallelism was called,
// and shares out the iterations: body is to loop until pb.Next returns false.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	// About 100 µs of work are taken at once.
	grain := uint64(0)
	if b.lastN > 0 && b.lastDuration > 0 {
		grain = uint64(100*time.Microsecond) * uint64(b.lastN) / uint64(b.lastDuration)
	}
	grain = min(max(grain, 1), 10_000)
	var taken atomic.Uint64
	var group sync.WaitGroup
	for range b.parallelism * gomaxprocs() {
		group.Go(func() {
			body(&PB{taken: &taken, grain: grain, total: uint64(b.N)})
		})
	}
	group.Wait()
	if taken.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// SetParallelism has RunParallel use p goroutines for each worker.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}
