package runtime

import "unsafe"

// GC runs a collection.
func GC()

// KeepAlive marks x as reachable until here.
func KeepAlive(x any) {}

// SetFinalizer has finalizer called with obj some time after obj becomes unreachable; obj lives on
// until then. A nil finalizer takes it back.
func SetFinalizer(obj any, finalizer any) {
	setFinalizer(obj, finalizer, makeDueCalls)
}

// run makes the calls that are due.
func setFinalizer(obj any, finalizer any, run func())

// A Cleanup is a handle of a cleanup call.
type Cleanup struct {
	id uint64
}

// AddCleanup has cleanup(arg) called some time after *ptr becomes unreachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	call := func(unsafe.Pointer) { cleanup(arg) }
	return Cleanup{addCleanup(unsafe.Pointer(ptr), call, makeDueCalls)}
}

func addCleanup(object unsafe.Pointer, cleanup func(unsafe.Pointer), run func()) uint64

// Stop cancels the cleanup call.
func (c Cleanup) Stop() { stopCleanup(c.id) }

func stopCleanup(id uint64)

// makeDueCalls calls the finalizers and cleanups that are due, one after the other.
func makeDueCalls() {
	for {
		call, argument, ok := nextDueCall()
		if !ok {
			return
		}
		call(argument)
	}
}

func nextDueCall() (call func(unsafe.Pointer), argument unsafe.Pointer, ok bool)

// MemStats has statistics about memory.
type MemStats struct {
	Alloc         uint64
	TotalAlloc    uint64
	Sys           uint64
	Lookups       uint64
	Mallocs       uint64
	Frees         uint64
	HeapAlloc     uint64
	HeapSys       uint64
	HeapIdle      uint64
	HeapInuse     uint64
	HeapReleased  uint64
	HeapObjects   uint64
	StackInuse    uint64
	StackSys      uint64
	MSpanInuse    uint64
	MSpanSys      uint64
	MCacheInuse   uint64
	MCacheSys     uint64
	BuckHashSys   uint64
	GCSys         uint64
	OtherSys      uint64
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool
}

// ReadMemStats fills m.
func ReadMemStats(m *MemStats) {
	n := memoryNumbers()
	m.Alloc, m.HeapAlloc = n[0], n[0]
	m.TotalAlloc = n[1]
	m.Mallocs = n[2]
	m.Frees = n[3]
	m.HeapObjects = n[2] - n[3]
	m.HeapSys = n[4]
	m.HeapInuse = n[5]
	m.HeapIdle = n[6]
	m.HeapReleased = n[7]
	m.NextGC = n[8]
	m.NumGC = uint32(n[9])
	m.NumForcedGC = uint32(n[10])
	m.PauseTotalNs = n[11]
	m.GCSys = n[12]
	m.StackInuse, m.StackSys = n[13], n[13]
	m.Sys = m.HeapSys + m.StackSys + m.GCSys
	// All processors stand still in a pause.
	m.GCCPUFraction = float64(n[11]) / float64(n[14])
	newest := pauses()
	for i := 0; i < len(newest)/2; i++ {
		at := (m.NumGC + 255 - uint32(i)) % 256
		m.PauseNs[at], m.PauseEnd[at] = newest[2*i], newest[2*i+1]
	}
	if len(newest) > 0 {
		m.LastGC = newest[1]
	}
	m.EnableGC = true
}

// pauses returns two numbers for each of the newest collections, the last one first: how long its
// pause was, and when it ended, both in nanoseconds.
func pauses() []uint64

// memoryNumbers returns the machine's numbers in the order that ReadMemStats takes them.
func memoryNumbers() []uint64
