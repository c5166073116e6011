// Package cmplx has the elementary functions of complex numbers. Special cases are those of the C99
// standard, Annex G; branch cuts lie where it puts them.
package cmplx

import "math"

// Abs returns the absolute value of x, also called its modulus.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase returns the phase of x, also called its argument, in the range [-Pi, Pi].
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar returns the absolute value r and the phase θ of x: x = r * e**θi, with θ in the range
// [-Pi, Pi].
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect returns the complex number with the polar coordinates r, θ.
func Rect(r, θ float64) complex128 {
	sin, cos := math.Sincos(θ)
	return complex(r*cos, r*sin)
}

// Conj returns the complex conjugate of x.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// IsInf reports whether a part of x is an infinity.
func IsInf(x complex128) bool { return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0) }

// Inf returns a complex infinity, complex(+Inf, +Inf).
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// IsNaN reports whether a part of x is NaN and none is an infinity.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}

// NaN returns a complex value that is not a number.
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// notFinite reports whether f is an infinity or NaN.
func notFinite(f float64) bool { return math.IsInf(f, 0) || math.IsNaN(f) }

// timesI is i*x, without the rounding and the NaNs of a multiplication.
func timesI(x complex128) complex128 { return complex(-imag(x), real(x)) }

// overI is -i*x.
func overI(x complex128) complex128 { return complex(imag(x), -real(x)) }
