//! Constants: from values of arbitrary precision to words of their type.

use super::function::FunctionBuilder;
use crate::check::constant::Value;
use crate::ir::{Const, Expr};
use crate::source::Span;
use crate::types::{Basic, TypeId};
use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

impl FunctionBuilder<'_, '_> {
    /// `value` as a constant of type `ty`. To an interface: of its default type, then converted.
    pub(super) fn constant(&mut self, value: &Value, ty: TypeId, span: Span) -> Expr {
        let under = self.types.under(ty);
        let Some(basic) = self.types.as_basic(under) else {
            let default = self.types.basic(default_basic(value));
            let constant = self.constant(value, default, span);
            return self.assignable(constant, ty);
        };
        if basic == Basic::UntypedNil {
            return Expr::zero(ty, span);
        }
        let basic = if basic.is_untyped() { default_of(basic) } else { basic };
        let ty = if self.types.is_untyped(ty) { self.types.basic(basic) } else { ty };
        Expr::constant(representation(value, basic), ty, span)
    }

    /// An int constant.
    pub(super) fn int(&self, value: i64, span: Span) -> Expr {
        Expr::constant(Const::Int(value), self.basic(Basic::Int), span)
    }

    /// A bool constant.
    pub(super) fn bool(&self, value: bool, span: Span) -> Expr {
        Expr::constant(Const::Bool(value), self.basic(Basic::Bool), span)
    }
}

/// The type that a constant has where nothing says more.
fn default_basic(value: &Value) -> Basic {
    match value {
        Value::Bool(_) => Basic::Bool,
        Value::String(_) => Basic::String,
        Value::Int(_) => Basic::Int,
        Value::Float(_) => Basic::Float64,
        Value::Complex(..) => Basic::Complex128,
    }
}

fn default_of(untyped: Basic) -> Basic {
    match untyped {
        Basic::UntypedBool => Basic::Bool,
        Basic::UntypedRune => Basic::Int32,
        Basic::UntypedFloat => Basic::Float64,
        Basic::UntypedComplex => Basic::Complex128,
        Basic::UntypedString => Basic::String,
        _ => Basic::Int,
    }
}

fn representation(value: &Value, basic: Basic) -> Const {
    match value {
        Value::Bool(b) => Const::Bool(*b),
        Value::String(s) => Const::String(s.bytes()),
        _ if basic.is_float() => Const::Float(rounded(&real(value), basic)),
        _ if basic.is_complex() => {
            Const::Complex(rounded(&real(value), basic), rounded(&imaginary(value), basic))
        }
        _ => Const::Int(wrapped(&real(value).to_integer(), basic)),
    }
}

fn real(value: &Value) -> BigRational {
    match value {
        Value::Int(i) => BigRational::from_integer(i.clone()),
        Value::Float(f) | Value::Complex(f, _) => f.clone(),
        Value::Bool(_) | Value::String(_) => BigRational::zero(),
    }
}

fn imaginary(value: &Value) -> BigRational {
    match value {
        Value::Complex(_, im) => im.clone(),
        _ => BigRational::zero(),
    }
}

/// The low bits of `value`, extended as `basic` wants it.
fn wrapped(value: &BigInt, basic: Basic) -> i64 {
    let low = value.iter_u64_digits().next().unwrap_or(0);
    let low = if value.sign() == Sign::Minus { low.wrapping_neg() } else { low };
    match basic {
        Basic::Int8 => i64::from(low as i8),
        Basic::Int16 => i64::from(low as i16),
        Basic::Int32 => i64::from(low as i32),
        Basic::Uint8 => i64::from(low as u8),
        Basic::Uint16 => i64::from(low as u16),
        Basic::Uint32 => i64::from(low as u32),
        _ => low as i64,
    }
}

/// The nearest number of the type, ties to even.
fn rounded(value: &BigRational, basic: Basic) -> f64 {
    match basic {
        Basic::Float32 | Basic::Complex64 => round_to(value, 24, -149) as f32 as f64,
        _ => round_to(value, 53, -1074),
    }
}

/// Rounds to `digits` significant binary digits, none below 2^`lowest`.
fn round_to(value: &BigRational, digits: i64, lowest: i64) -> f64 {
    if value.is_zero() {
        return 0.0;
    }
    let (n, d) = (value.numer().abs(), value.denom().clone());
    // The exponent of the leading digit, or one less.
    let top = n.bits() as i64 - d.bits() as i64 - 1;
    let mut unit = (top - digits + 1).max(lowest);
    let scaled = |unit: i64| {
        if unit >= 0 {
            (n.clone(), d.clone() << unit as usize)
        } else {
            (n.clone() << (-unit) as usize, d.clone())
        }
    };
    let (mut a, mut b) = scaled(unit);
    if (&a / &b).bits() as i64 > digits {
        unit += 1;
        (a, b) = scaled(unit);
    }
    let (quotient, rest) = (&a / &b, &a % &b);
    let twice = rest * 2;
    let odd = quotient.bit(0);
    let up = twice > b || twice == b && odd;
    let mantissa = (quotient + u32::from(up)).to_u64().unwrap_or(0) as f64;
    let magnitude = scale(mantissa, unit);
    if value.is_negative() { -magnitude } else { magnitude }
}

/// `mantissa` times a power of two; exact, as the result fits.
fn scale(mantissa: f64, exponent: i64) -> f64 {
    let (mut x, mut e) = (mantissa, exponent);
    while e > 1000 {
        if x.is_infinite() {
            return x;
        }
        x *= 2f64.powi(1000);
        e -= 1000;
    }
    while e < -1000 {
        x *= 2f64.powi(-1000);
        e += 1000;
    }
    x * 2f64.powi(e as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(n: i64, d: i64, basic: Basic) -> f64 {
        rounded(&BigRational::new(n.into(), d.into()), basic)
    }

    #[test]
    fn floats_round_to_the_nearest() {
        assert_eq!(float(1, 10, Basic::Float64), 0.1);
        assert_eq!(float(-1, 3, Basic::Float64), -1.0 / 3.0);
        assert_eq!(float(1, 10, Basic::Float32), f64::from(0.1f32));
        assert_eq!(float((1 << 53) + 1, 1, Basic::Float64), (1u64 << 53) as f64);
        assert_eq!(float(7, 1, Basic::Float64), 7.0);
        let tiny = BigRational::new(BigInt::from(1), BigInt::from(1) << 1074usize);
        assert_eq!(rounded(&tiny, Basic::Float64), f64::from_bits(1));
    }

    #[test]
    fn integers_wrap_to_their_type() {
        assert_eq!(wrapped(&BigInt::from(255), Basic::Uint8), 255);
        assert_eq!(wrapped(&BigInt::from(-1), Basic::Int8), -1);
        assert_eq!(wrapped(&BigInt::from(u64::MAX), Basic::Uint64), -1);
        assert_eq!(wrapped(&BigInt::from(i64::MIN), Basic::Int64), i64::MIN);
    }
}
