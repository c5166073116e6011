//! Correctly rounded conversion of exact rationals to binary floats.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// Mantissa bits that a float keeps once its exact form has become too long.
const MANTISSA_BITS: i64 = 512;
/// Exact rationals may have this many bits above and below the line.
const EXACT_BITS: u64 = 4096;
/// Largest binary exponent of a constant, as in math/big; beyond it there is no value.
const EXPONENT_MAX: i64 = 1 << 26;

/// Nearest float64, ties to even; `None` beyond the largest.
pub fn round_to_f64(value: &BigRational) -> Option<f64> {
    let (mantissa, exponent) = round(value, 53, Some(-1074))?;
    let mantissa = mantissa.to_u64()? as f64;
    let result = scale(mantissa, exponent);
    result.is_finite().then_some(if value.is_negative() { -result } else { result })
}

/// Nearest float32, ties to even; `None` beyond the largest.
pub fn round_to_f32(value: &BigRational) -> Option<f32> {
    let (mantissa, exponent) = round(value, 24, Some(-149))?;
    // 24 bits times a power of two within float32's range is exact in float64.
    let wide = scale(mantissa.to_u64()? as f64, exponent);
    let result = wide as f32;
    result.is_finite().then_some(if value.is_negative() { -result } else { result })
}

pub(super) fn rounded_f64(value: &BigRational) -> Option<BigRational> {
    BigRational::from_float(round_to_f64(value)?)
}

pub(super) fn rounded_f32(value: &BigRational) -> Option<BigRational> {
    BigRational::from_float(round_to_f32(value)?)
}

/// The value itself while it is short; else rounded to [`MANTISSA_BITS`]. `None`: too large.
pub(super) fn bounded(value: BigRational) -> Option<BigRational> {
    if value.numer().bits() <= EXACT_BITS && value.denom().bits() <= EXACT_BITS {
        return Some(value);
    }
    let (mantissa, exponent) = round(&value, MANTISSA_BITS, None)?;
    if exponent.abs() > EXPONENT_MAX {
        return if exponent < 0 { Some(BigRational::zero()) } else { None };
    }
    let mantissa = BigInt::from(mantissa);
    let rounded = if exponent >= 0 {
        BigRational::from_integer(mantissa << exponent)
    } else {
        BigRational::new(mantissa, BigInt::from(1) << -exponent)
    };
    Some(if value.is_negative() { -rounded } else { rounded })
}

/// `|value|` as `mantissa * 2^exponent` with at most `bits` bits, ties to even; the exponent is not
/// below `exponent_min` (gradual underflow).
fn round(value: &BigRational, bits: i64, exponent_min: Option<i64>) -> Option<(BigUint, i64)> {
    if value.is_zero() {
        return Some((BigUint::zero(), 0));
    }
    let (n, d) = (value.numer().magnitude(), value.denom().magnitude());
    // A quotient of at least bits + 2 bits, and whether anything is left below it.
    let shift = bits + 2 - (n.bits() as i64 - d.bits() as i64);
    let (n, d) = if shift >= 0 { (n << shift, d.clone()) } else { (n.clone(), d << -shift) };
    let (quotient, remainder) = n.div_rem(&d);
    let mut drop = quotient.bits() as i64 - bits;
    if let Some(min) = exponent_min {
        drop = drop.max(min + shift);
    }
    let drop = drop.max(0);
    let kept = &quotient >> drop;
    let below = &quotient - (&kept << drop);
    let half = if drop == 0 { BigUint::zero() } else { BigUint::from(1u8) << (drop - 1) };
    let exact_half = below == half && remainder.is_zero() && drop > 0;
    let up =
        drop > 0 && (below > half || below == half && !remainder.is_zero() || exact_half && kept.is_odd());
    Some((if up { kept + 1u8 } else { kept }, drop - shift))
}

/// `mantissa * 2^exponent`, exact whenever the result is a float64.
fn scale(mantissa: f64, exponent: i64) -> f64 {
    let exponent = exponent.clamp(-2200, 2200) as i32;
    let half = exponent / 2;
    mantissa * 2f64.powi(half) * 2f64.powi(exponent - half)
}
