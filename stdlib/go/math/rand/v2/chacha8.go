package rand

import "errors"

const (
	chachaNumbers = 32 // numbers of one step
	chachaBlocks  = 4  // blocks of one step
	chachaSteps   = 4  // steps with one seed
	chachaReseed  = 4  // numbers at the end of the last step that are the next seed
)

// A ChaCha8 is a ChaCha8-based cryptographically strong random number generator.
type ChaCha8 struct {
	seed    []uint64 // four words
	numbers []uint64
	next    int // index of the next number
	end     int // numbers that may be given out
	step    int

	// The last readLen bytes of readBuf have not been read.
	readBuf [8]byte
	readLen int
}

// chacha8 returns the numbers of one step: those of four blocks.
func chacha8(seed []uint64, counter uint32) []uint64

// NewChaCha8 returns a new ChaCha8 seeded with the given seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

// Seed resets the ChaCha8 to behave the same way as NewChaCha8(seed).
func (c *ChaCha8) Seed(seed [32]byte) {
	*c = ChaCha8{seed: make([]uint64, 4)}
	for i := range c.seed {
		c.seed[i] = littleEndian(seed[8*i:])
	}
	c.fill()
}

// fill makes the numbers of the current step.
func (c *ChaCha8) fill() {
	c.numbers = chacha8(c.seed, uint32(c.step*chachaBlocks))
	c.next, c.end = 0, chachaNumbers
	if c.step == chachaSteps-1 {
		c.end -= chachaReseed
	}
}

// Uint64 returns a uniformly distributed random uint64 value.
func (c *ChaCha8) Uint64() uint64 {
	if c.next == c.end {
		if c.step++; c.step == chachaSteps {
			copy(c.seed, c.numbers[chachaNumbers-chachaReseed:])
			c.step = 0
		}
		c.fill()
	}
	x := c.numbers[c.next]
	c.next++
	return x
}

// Read fills p with random bytes and returns len(p) and no error. Bytes of a number that p has no
// place for are for the next Read.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if c.readLen == 0 {
			putLittleEndian(c.readBuf[:], c.Uint64())
			c.readLen = len(c.readBuf)
		}
		count := copy(p[n:], c.readBuf[len(c.readBuf)-c.readLen:])
		c.readLen -= count
		n += count
	}
	return n, nil
}

// AppendBinary appends the generator's state to b.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.readLen > 0 {
		b = append(b, "readbuf:"...)
		b = append(b, byte(c.readLen))
		b = append(b, c.readBuf[len(c.readBuf)-c.readLen:]...)
	}
	b = append(b, "chacha8:"...)
	b = appendBigEndian(b, uint64(c.step*chachaNumbers+c.next))
	for _, word := range c.seed {
		var bytes [8]byte
		putLittleEndian(bytes[:], word)
		b = append(b, bytes[:]...)
	}
	return b, nil
}

// MarshalBinary returns the generator's state.
func (c *ChaCha8) MarshalBinary() ([]byte, error) { return c.AppendBinary(nil) }

// UnmarshalBinary sets the generator's state to one that MarshalBinary has returned.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	const prefix = "readbuf:"
	if len(data) >= len(prefix) && string(data[:len(prefix)]) == prefix {
		data = data[len(prefix):]
		if len(data) == 0 || int(data[0]) > len(c.readBuf) || len(data) <= int(data[0]) {
			return errors.New("invalid ChaCha8 Read buffer encoding")
		}
		c.readLen = int(data[0])
		copy(c.readBuf[len(c.readBuf)-c.readLen:], data[1:])
		data = data[1+c.readLen:]
	}
	if len(data) != 48 || string(data[:8]) != "chacha8:" {
		return errors.New("invalid ChaCha8 encoding")
	}
	used := bigEndian(data[8:])
	if used > chachaSteps*chachaNumbers-chachaReseed {
		return errors.New("invalid ChaCha8 encoding")
	}
	c.seed = make([]uint64, 4)
	for i := range c.seed {
		c.seed[i] = littleEndian(data[16+8*i:])
	}
	c.step = int(used) / chachaNumbers
	c.fill()
	c.next = int(used) % chachaNumbers
	return nil
}

func littleEndian(b []byte) (x uint64) {
	for i := 7; i >= 0; i-- {
		x = x<<8 | uint64(b[i])
	}
	return x
}

func putLittleEndian(b []byte, x uint64) {
	for i := range 8 {
		b[i] = byte(x >> (8 * i))
	}
}

func bigEndian(b []byte) (x uint64) {
	for _, c := range b[:8] {
		x = x<<8 | uint64(c)
	}
	return x
}

func appendBigEndian(b []byte, x uint64) []byte {
	for i := 7; i >= 0; i-- {
		b = append(b, byte(x>>(8*i)))
	}
	return b
}
