package rand

const (
	laggedLength = 607
	laggedTap    = 273
)

// A laggedSource is an additive lagged Fibonacci generator: a number is the sum of those 607 and 273
// before it.
type laggedSource struct {
	tap   int // where the word lies that is added
	feed  int // where the word lies that it is added to
	words []uint64
}

// seeded returns the state for a seed.
func seeded(seed int64) []uint64

// Seed begins anew.
func (s *laggedSource) Seed(seed int64) {
	s.tap, s.feed = 0, laggedLength-laggedTap
	s.words = seeded(seed)
}

// Int63 returns a number without its sign bit.
func (s *laggedSource) Int63() int64 { return int64(s.Uint64() &^ (1 << 63)) }

// Uint64 returns a number.
func (s *laggedSource) Uint64() uint64 {
	if s.tap--; s.tap < 0 {
		s.tap += laggedLength
	}
	if s.feed--; s.feed < 0 {
		s.feed += laggedLength
	}
	x := s.words[s.feed] + s.words[s.tap]
	s.words[s.feed] = x
	return x
}
