package cmplx

import (
	"math"
	"math/bits"
)

// remainderOfPi returns x minus the nearest multiple of Pi: in the range (-Pi/2, Pi/2].
func remainderOfPi(x float64) float64 {
	if math.Abs(x) >= 1<<30 {
		return remainderOfPiLarge(x)
	}
	// Pi in three parts (Cody and Waite); a multiple of the first two below 2**30 is exact.
	const (
		high   = 3.141592502593994
		middle = 1.5099578831723193e-07
		low    = 1.0780605716316238e-14
	)
	multiple := float64(int64(x/math.Pi + 0.5))
	return ((x - multiple*high) - multiple*middle) - multiple*low
}

// inversePi has the binary digits of 1/Pi: the sum of inversePi[i] * 2**(-64*i).
var inversePi = [...]uint64{
	0x0000000000000000, 0x517cc1b727220a94, 0xfe13abe8fa9a6ee0, 0x6db14acc9e21c820,
	0xff28b1d5ef5de2b0, 0xdb92371d2126e970, 0x0324977504e8c90e, 0x7f0ef58e5894d39f,
	0x74411afa975da242, 0x74ce38135a2fbf20, 0x9cc8eb1cc1a99cfa, 0x4e422fc5defc941d,
	0x8ffc4bffef02cc07, 0xf79788c5ad05368f, 0xb69b3f6793e584db, 0xa7a31fb34f2ff516,
	0xba93dd63f5f2f8bd, 0x9e839cfbc5294975, 0x35fdafd88fc6ae84, 0x2b0198237e3db5d5,
}

// remainderOfPiLarge multiplies x with those digits of 1/Pi that matter for the fraction (Payne and
// Hanek).
func remainderOfPiLarge(x float64) float64 {
	const (
		fraction = 52
		bias     = 1023
	)
	pattern := math.Float64bits(x)
	exponent := int(pattern>>fraction&0x7ff) - bias - fraction
	mantissa := pattern&(1<<fraction-1) | 1<<fraction

	digit, shift := uint(exponent+64)/64, uint(exponent+64)%64
	digits := func(i uint) uint64 {
		return inversePi[digit+i]<<shift | inversePi[digit+i+1]>>(64-shift)
	}
	last, _ := bits.Mul64(digits(2), mantissa)
	middleHigh, middleLow := bits.Mul64(digits(1), mantissa)
	low, carry := bits.Add64(middleLow, last, 0)
	high, _ := bits.Add64(digits(0)*mantissa, middleHigh, carry)

	zeros := uint(bits.LeadingZeros64(high))
	high = high<<(zeros+1) | low>>(64-(zeros+1))
	high >>= 64 - fraction
	part := math.Float64frombits(high | uint64(bias-(zeros+1))<<fraction)
	if part > 0.5 {
		part--
	}
	return math.Pi * part
}
