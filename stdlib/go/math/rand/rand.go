// Package rand implements pseudo-random number generators suitable for tasks such as simulation.
package rand

import "sync"

// A Source represents a source of uniformly-distributed pseudo-random int64 values in the range [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 is a Source that can also generate uniformly-distributed pseudo-random uint64 values in
// the range [0, 1<<64) directly.
type Source64 interface {
	Source
	Uint64() uint64
}

func runtimeRandom() uint64

// runtimeSource asks the machine's source of chance.
type runtimeSource struct{}

func (runtimeSource) Int63() int64    { return int64(runtimeRandom() >> 1) }
func (runtimeSource) Uint64() uint64  { return runtimeRandom() }
func (runtimeSource) Seed(seed int64) { panic("internal error: call to runtimeSource.Seed") }

// NewSource returns a new pseudo-random Source seeded with the given value. It is not safe for
// several goroutines at once.
func NewSource(seed int64) Source {
	s := new(laggedSource)
	s.Seed(seed)
	return s
}

// A Rand is a source of random numbers.
type Rand struct {
	src Source
	s64 Source64 // non-nil if src is a Source64

	readVal int64
	readPos int
}

// New returns a new Rand that uses random values from src to generate other random values.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

var global = New(runtimeSource{})

// globalRead keeps the rest of a number that Read has taken bytes from.
var globalRead sync.Mutex

// Seed does nothing: the default Source is seeded at random.
//
// Deprecated: use New(NewSource(seed)) for a sequence that can be had again.
func Seed(seed int64) {}

// Seed uses the provided seed value to initialize the generator to a deterministic state.
func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readPos = 0
}

// Int63 returns a non-negative pseudo-random 63-bit integer as an int64.
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns a pseudo-random 32-bit value as a uint32.
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

// Uint64 returns a pseudo-random 64-bit value as a uint64.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int31 returns a non-negative pseudo-random 31-bit integer as an int32.
func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }

// Int returns a non-negative pseudo-random int.
func (r *Rand) Int() int { return int(uint(r.Int63())) }

// Int63n returns, as an int64, a non-negative pseudo-random number in the half-open interval [0,n).
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	max := int64((1 << 63) - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > max {
		v = r.Int63()
	}
	return v % n
}

// Int31n returns, as an int32, a non-negative pseudo-random number in the half-open interval [0,n).
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	max := int32((1 << 31) - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > max {
		v = r.Int31()
	}
	return v % n
}

// Intn returns, as an int, a non-negative pseudo-random number in the half-open interval [0,n).
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns, as a float64, a pseudo-random number in the half-open interval [0.0,1.0).
func (r *Rand) Float64() float64 {
	for {
		// Rounding may give 1.
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

// Float32 returns, as a float32, a pseudo-random number in the half-open interval [0.0,1.0).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm returns, as a slice of n ints, a pseudo-random permutation of the integers in [0,n).
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := 0; i < n; i++ {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle pseudo-randomizes the order of elements. n is the number of elements.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		if i > 1<<31-1-1 {
			swap(i, int(r.Int63n(int64(i+1))))
		} else {
			swap(i, int(r.below(uint32(i+1))))
		}
	}
}

// below is a number in [0,n) by Lemire's method, which takes other numbers than Int31n.
func (r *Rand) below(n uint32) uint32 {
	product := uint64(r.Uint32()) * uint64(n)
	if low := uint32(product); low < n {
		threshold := -n % n
		for uint32(product) < threshold {
			product = uint64(r.Uint32()) * uint64(n)
		}
	}
	return uint32(product >> 32)
}

// Read generates len(p) random bytes and writes them into p. It always returns len(p) and a nil error.
func (r *Rand) Read(p []byte) (n int, err error) {
	for n = range p {
		if r.readPos == 0 {
			r.readVal = r.Int63()
			r.readPos = 7
		}
		p[n] = byte(r.readVal)
		r.readVal >>= 8
		r.readPos--
	}
	return len(p), nil
}

// Int63 returns a non-negative pseudo-random 63-bit integer as an int64 from the default Source.
func Int63() int64 { return global.Int63() }

// Uint32 returns a pseudo-random 32-bit value as a uint32 from the default Source.
func Uint32() uint32 { return global.Uint32() }

// Uint64 returns a pseudo-random 64-bit value as a uint64 from the default Source.
func Uint64() uint64 { return global.Uint64() }

// Int31 returns a non-negative pseudo-random 31-bit integer as an int32 from the default Source.
func Int31() int32 { return global.Int31() }

// Int returns a non-negative pseudo-random int from the default Source.
func Int() int { return global.Int() }

// Int63n returns a pseudo-random number in the half-open interval [0,n) from the default Source.
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n returns a pseudo-random number in the half-open interval [0,n) from the default Source.
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn returns a pseudo-random number in the half-open interval [0,n) from the default Source.
func Intn(n int) int { return global.Intn(n) }

// Float64 returns a pseudo-random number in the half-open interval [0.0,1.0) from the default Source.
func Float64() float64 { return global.Float64() }

// Float32 returns a pseudo-random number in the half-open interval [0.0,1.0) from the default Source.
func Float32() float32 { return global.Float32() }

// Perm returns a pseudo-random permutation of the integers in [0,n) from the default Source.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle pseudo-randomizes the order of elements using the default Source.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// Read generates len(p) random bytes from the default Source and writes them into p.
func Read(p []byte) (n int, err error) {
	globalRead.Lock()
	defer globalRead.Unlock()
	return global.Read(p)
}

// NormFloat64 returns a normally distributed float64 from the default Source.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns an exponentially distributed float64 from the default Source.
func ExpFloat64() float64 { return global.ExpFloat64() }
