package rand

import "math"

// Tables of the ziggurat method: for each layer how much of it lies wholly under the density, its
// width, and the density at its edge.
var (
	normalShare, normalWidth, normalDensity                = normalTables()
	exponentialShare, exponentialWidth, exponentialDensity = exponentialTables()
)

func normalTables() (share []uint32, width, density []float32)
func exponentialTables() (share []uint32, width, density []float32)

// Where the tails begin.
const (
	normalTail      = 3.442619855899
	exponentialTail = 7.69711747013104972
)

// NormFloat64 returns a normally distributed float64 with mean 0 and standard deviation 1.
func (r *Rand) NormFloat64() float64 {
	for {
		u := r.Uint64()
		j, i := int32(u), u>>32&0x7f
		magnitude := uint32(j)
		if j < 0 {
			magnitude = -magnitude
		}
		x := float64(j) * float64(normalWidth[i])
		if magnitude < normalShare[i] {
			return x
		}
		if i == 0 {
			return r.normalTail(j > 0)
		}
		height := normalDensity[i] + float32(r.Float64())*(normalDensity[i-1]-normalDensity[i])
		if height < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

// normalTail returns a normally distributed number behind the last layer.
func (r *Rand) normalTail(positive bool) float64 {
	for {
		x := -math.Log(r.Float64()) * (1.0 / normalTail)
		y := -math.Log(r.Float64())
		if y+y < x*x {
			continue
		}
		if positive {
			return normalTail + x
		}
		return -normalTail - x
	}
}

// ExpFloat64 returns an exponentially distributed float64 with rate 1.
func (r *Rand) ExpFloat64() float64 {
	for {
		u := r.Uint64()
		j, i := uint32(u), uint8(u>>32)
		x := float64(j) * float64(exponentialWidth[i])
		if j < exponentialShare[i] {
			return x
		}
		if i == 0 {
			return exponentialTail - math.Log(r.Float64())
		}
		height := exponentialDensity[i] + float32(r.Float64())*(exponentialDensity[i-1]-exponentialDensity[i])
		if height < float32(math.Exp(-x)) {
			return x
		}
	}
}
