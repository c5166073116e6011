package rand

import "math"

// A Zipf generates Zipf distributed numbers.
type Zipf struct {
	r             *Rand
	v, q          float64
	exponent      float64 // 1-q
	inverse       float64 // 1/(1-q)
	limit         float64 // the integral up to the greatest number
	span          float64 // from there to the integral's start
	alwaysAccepts float64 // distances from the whole number that need no test
}

// NewZipf returns a Zipf that generates numbers k in [0, imax] with probabilities in proportion to
// (v+k)**(-s). It is nil unless s > 1 and v >= 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	exponent := 1 - s
	z := &Zipf{r: r, v: v, q: s, exponent: exponent, inverse: 1 / exponent}
	z.limit = z.integral(float64(imax) + 0.5)
	z.span = z.integral(0.5) - math.Exp(math.Log(v)*(-s)) - z.limit
	z.alwaysAccepts = 1 - z.invert(z.integral(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

func (z *Zipf) integral(x float64) float64 {
	return math.Exp(z.exponent*math.Log(z.v+x)) * z.inverse
}

func (z *Zipf) invert(y float64) float64 {
	return math.Exp(z.inverse*math.Log(z.exponent*y)) - z.v
}

// Uint64 returns a number of the distribution, by rejection-inversion (Hörmann and Derflinger, 1996).
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		y := z.limit + z.r.Float64()*z.span
		x := z.invert(y)
		k := math.Floor(x + 0.5)
		if k-x <= z.alwaysAccepts || y >= z.integral(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
