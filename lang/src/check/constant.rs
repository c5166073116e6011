//! Constant values of arbitrary precision and their arithmetic (spec: "Constants", "Constant
//! expressions"), after go/constant. Integers and rationals are exact; floats whose exact form
//! would grow without bound are rounded to 512 bits of mantissa, as gc does.

mod arithmetic;
mod float;
mod string;
mod text;

use crate::types::Basic;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

pub use float::{round_to_f32, round_to_f64};
pub use string::ConstantString;
pub use text::{parse_float, parse_int};

/// A constant's value. An untyped numeric constant may be held by any numeric variant.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Bool(bool),
    String(ConstantString),
    Int(BigInt),
    Float(BigRational),
    Complex(BigRational, BigRational),
}

impl Value {
    /// An integer.
    pub fn int(value: impl Into<BigInt>) -> Value {
        Value::Int(value.into())
    }
    /// A string of these bytes.
    pub fn string(bytes: &[u8]) -> Value {
        Value::String(ConstantString::new(bytes))
    }

    /// The integer it is equal to.
    pub fn to_int(&self) -> Option<BigInt> {
        match self {
            Value::Int(i) => Some(i.clone()),
            Value::Float(f) => f.is_integer().then(|| f.to_integer()),
            Value::Complex(re, im) => (im.is_zero() && re.is_integer()).then(|| re.to_integer()),
            _ => None,
        }
    }

    /// The real number it is equal to.
    pub fn to_float(&self) -> Option<BigRational> {
        match self {
            Value::Int(i) => Some(BigRational::from_integer(i.clone())),
            Value::Float(f) => Some(f.clone()),
            Value::Complex(re, im) => im.is_zero().then(|| re.clone()),
            _ => None,
        }
    }

    /// Real and imaginary part.
    pub fn to_complex(&self) -> Option<(BigRational, BigRational)> {
        match self {
            Value::Complex(re, im) => Some((re.clone(), im.clone())),
            _ => Some((self.to_float()?, BigRational::zero())),
        }
    }

    /// The integer it is equal to, when it fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.to_int()?.to_i64()
    }
    /// The integer it is equal to, when it fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.to_int()?.to_u64()
    }
    /// The nearest float64; `None` when it overflows.
    pub fn as_f64(&self) -> Option<f64> {
        round_to_f64(&self.to_float()?)
    }
    /// The bool.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }
    /// The string.
    pub fn as_string(&self) -> Option<&ConstantString> {
        match self {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    /// Bits of an integer's magnitude; 0 for anything else.
    pub fn bit_len(&self) -> u64 {
        match self {
            Value::Int(i) => i.bits(),
            _ => 0,
        }
    }

    /// -1, 0 or 1; of a complex number 0 only when it is 0.
    pub fn sign(&self) -> i32 {
        fn sign<T: Signed>(x: &T) -> i32 {
            i32::from(x.is_positive()) - i32::from(x.is_negative())
        }
        match self {
            Value::Int(i) => sign(i),
            Value::Float(f) => sign(f),
            Value::Complex(re, im) => sign(re).abs() | sign(im).abs(),
            _ => 1,
        }
    }

    /// The value as a constant of this type, rounded to it; `None`: not representable.
    pub fn representable(&self, basic: Basic) -> Option<Value> {
        match basic {
            _ if basic.is_integer() => {
                let int = self.to_int()?;
                integer_fits(&int, basic).then_some(Value::Int(int))
            }
            Basic::Float32 => Some(Value::Float(float::rounded_f32(&self.to_float()?)?)),
            Basic::Float64 => Some(Value::Float(float::rounded_f64(&self.to_float()?)?)),
            Basic::UntypedFloat => Some(Value::Float(self.to_float()?)),
            Basic::Complex64 => {
                let (re, im) = self.to_complex()?;
                Some(Value::Complex(float::rounded_f32(&re)?, float::rounded_f32(&im)?))
            }
            Basic::Complex128 => {
                let (re, im) = self.to_complex()?;
                Some(Value::Complex(float::rounded_f64(&re)?, float::rounded_f64(&im)?))
            }
            Basic::UntypedComplex => self.to_complex().map(|(re, im)| Value::Complex(re, im)),
            _ if basic.is_string() => matches!(self, Value::String(_)).then(|| self.clone()),
            _ if basic.is_boolean() => matches!(self, Value::Bool(_)).then(|| self.clone()),
            _ => None,
        }
    }
}

fn integer_fits(int: &BigInt, basic: Basic) -> bool {
    if basic.is_untyped() {
        return true;
    }
    let bits = basic.bits();
    let (low, high): (BigInt, BigInt) = if basic.is_unsigned() {
        (BigInt::zero(), BigInt::one() << bits)
    } else {
        (-(BigInt::one() << (bits - 1)), BigInt::one() << (bits - 1))
    };
    *int >= low && *int < high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::ast::BinaryOp;

    #[test]
    fn integers_fit_their_types() {
        assert!(Value::int(255).representable(Basic::Uint8).is_some());
        assert!(Value::int(256).representable(Basic::Uint8).is_none());
        assert!(Value::int(-128).representable(Basic::Int8).is_some());
        assert!(Value::int(i64::MIN).representable(Basic::Int).is_some());
        assert!(Value::int(u64::MAX).representable(Basic::Int).is_none());
    }

    #[test]
    fn floats_round_to_nearest_even() {
        let f = parse_float("0.1").unwrap();
        assert_eq!(round_to_f64(&f), Some(0.1));
        assert_eq!(round_to_f32(&f), Some(0.1f32));
        assert_eq!(round_to_f64(&parse_float("5e-324").unwrap()), Some(5e-324));
        assert_eq!(round_to_f64(&parse_float("2.4703282292062327e-324").unwrap()), Some(0.0));
        assert_eq!(round_to_f64(&parse_float("1.7976931348623157e308").unwrap()), Some(f64::MAX));
        assert_eq!(round_to_f64(&parse_float("1e309").unwrap()), None);
        assert_eq!(round_to_f64(&parse_float("0x1p-2").unwrap()), Some(0.25));
    }

    #[test]
    fn division_is_exact_and_prints() {
        let (one, three) = (Value::int(1), Value::int(3));
        let third = Value::binary(BinaryOp::Div, &Value::Float(one.to_float().unwrap()), &three, false);
        assert_eq!(third.unwrap().to_string(), "0.333333");
        let zero = Value::binary(BinaryOp::Div, &one, &three, true).unwrap();
        assert_eq!(zero, Value::int(0));
        assert_eq!(Value::string(b"a\n").to_string(), "\"a\\n\"");
    }
}
