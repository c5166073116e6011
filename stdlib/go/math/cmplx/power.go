package cmplx

import "math"

// Exp returns e**x, the base-e exponential of x.
func Exp(x complex128) complex128 {
	re, im := real(x), imag(x)
	if math.IsInf(re, 1) && im == 0 {
		return x
	}
	if math.IsInf(re, 0) && notFinite(im) {
		if re < 0 {
			return complex(0, math.Copysign(0, im))
		}
		return complex(math.Inf(1), math.NaN())
	}
	if math.IsNaN(re) && im == 0 {
		return complex(re, im)
	}
	return Rect(math.Exp(re), im)
}

// Log returns the natural logarithm of x.
func Log(x complex128) complex128 { return complex(math.Log(Abs(x)), Phase(x)) }

// Log10 returns the decimal logarithm of x.
func Log10(x complex128) complex128 {
	natural := Log(x)
	return complex(math.Log10E*real(natural), math.Log10E*imag(natural))
}

// Pow returns x**y, the base-x exponential of y. For generalized compatibility with math.Pow:
// Pow(0, ±0) returns 1+0i, and Pow(0, c) for real(c) < 0 returns Inf+0i if imag(c) is zero,
// otherwise Inf+Inf i.
func Pow(x, y complex128) complex128 {
	if x == 0 {
		return powerOfZero(y)
	}
	modulus := Abs(x)
	if modulus == 0 {
		return 0
	}
	phase := Phase(x)
	r := math.Pow(modulus, real(y))
	theta := real(y) * phase
	if imag(y) != 0 {
		r *= math.Exp(-imag(y) * phase)
		theta += imag(y) * math.Log(modulus)
	}
	return Rect(r, theta)
}

func powerOfZero(y complex128) complex128 {
	switch {
	case IsNaN(y):
		return NaN()
	case real(y) == 0:
		return 1
	case real(y) > 0:
		return 0
	case real(y) < 0 && imag(y) == 0:
		return complex(math.Inf(1), 0)
	case real(y) < 0:
		return Inf()
	}
	panic("not reached")
}

// Sqrt returns the square root of x. The result r is chosen so that real(r) ≥ 0 and imag(r) has the
// same sign as imag(x).
func Sqrt(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && re == 0:
		return complex(0, im)
	case im == 0 && re < 0:
		return complex(0, math.Copysign(math.Sqrt(-re), im))
	case im == 0:
		return complex(math.Sqrt(re), im)
	case math.IsInf(im, 0):
		return complex(math.Inf(1), im)
	case re == 0:
		r := math.Sqrt(0.5 * math.Abs(im))
		return complex(r, math.Copysign(r, im))
	}
	// Scaled, so that the squares neither overflow nor vanish.
	const up, down = 1 << 54, 1.0 / (1 << 27)
	scale := 2.0
	if math.Abs(re) > 4 || math.Abs(im) > 4 {
		re, im = re*0.25, im*0.25
	} else {
		re, im, scale = re*up, im*up, down
	}
	// The part that is a sum, and the other one from it: no digits cancel.
	modulus := math.Hypot(re, im)
	var a, b float64
	if re > 0 {
		a = math.Sqrt(0.5*modulus + 0.5*re)
		b = scale * math.Abs((0.5*im)/a)
		a *= scale
	} else {
		b = math.Sqrt(0.5*modulus - 0.5*re)
		a = scale * math.Abs((0.5*im)/b)
		b *= scale
	}
	if im < 0 {
		return complex(a, -b)
	}
	return complex(a, b)
}
