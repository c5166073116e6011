//! Operators on constants. Operands of different numeric kinds are matched first, as in go/constant.
//! `None` means that the result cannot be represented (or divides by zero).

use super::Value;
use super::float::bounded;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use std::cmp::Ordering;

impl Value {
    /// `op x`. `unsigned_bits`: the operand has an unsigned type of this size, which `^` needs.
    pub fn unary(op: UnaryOp, x: &Value, unsigned_bits: Option<u32>) -> Option<Value> {
        match (op, x) {
            (UnaryOp::Plus, _) => Some(x.clone()),
            (UnaryOp::Minus, Value::Int(i)) => Some(Value::Int(-i)),
            (UnaryOp::Minus, Value::Float(f)) => Some(Value::Float(-f)),
            (UnaryOp::Minus, Value::Complex(re, im)) => Some(Value::Complex(-re, -im)),
            (UnaryOp::Not, Value::Bool(b)) => Some(Value::Bool(!b)),
            (UnaryOp::Xor, _) => {
                let not = -x.to_int()? - 1;
                Some(Value::Int(match unsigned_bits {
                    Some(bits) => not & ((BigInt::one() << bits) - 1),
                    None => not,
                }))
            }
            _ => None,
        }
    }

    /// `x op y` for arithmetic, logic and string concatenation. `integer_division`: `/` truncates.
    pub fn binary(op: BinaryOp, x: &Value, y: &Value, integer_division: bool) -> Option<Value> {
        match (x, y) {
            (Value::Bool(a), Value::Bool(b)) => match op {
                BinaryOp::AndAnd => Some(Value::Bool(*a && *b)),
                BinaryOp::OrOr => Some(Value::Bool(*a || *b)),
                _ => None,
            },
            (Value::String(a), Value::String(b)) => match op {
                BinaryOp::Add => Some(Value::String(a.concat(b))),
                _ => None,
            },
            (Value::Complex(..), _) | (_, Value::Complex(..)) => {
                complex(op, x.to_complex()?, y.to_complex()?)
            }
            (Value::Int(a), Value::Int(b)) => integer(op, a, b, integer_division),
            _ if integer_division => integer(op, &x.to_int()?, &y.to_int()?, true),
            _ => float(op, x.to_float()?, y.to_float()?),
        }
    }

    /// `x << count` or `x >> count` of an integer.
    pub fn shift(op: BinaryOp, x: &Value, count: u32) -> Option<Value> {
        let x = x.to_int()?;
        Some(Value::Int(match op {
            BinaryOp::Shl => x << count,
            // Rounds towards negative infinity, as an arithmetic shift does.
            _ => x.div_floor(&(BigInt::one() << count)),
        }))
    }

    /// `x op y` of comparable constants.
    pub fn compare(op: BinaryOp, x: &Value, y: &Value) -> Option<bool> {
        let order = match (x, y) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::String(a), Value::String(b)) => a.bytes().cmp(&b.bytes()),
            (Value::Complex(..), _) | (_, Value::Complex(..)) => {
                if x.to_complex()? == y.to_complex()? {
                    Ordering::Equal
                } else {
                    Ordering::Less
                }
            }
            _ => x.to_float()?.cmp(&y.to_float()?),
        };
        Some(match op {
            BinaryOp::Eq => order.is_eq(),
            BinaryOp::Ne => order.is_ne(),
            BinaryOp::Lt => order.is_lt(),
            BinaryOp::Le => order.is_le(),
            BinaryOp::Gt => order.is_gt(),
            BinaryOp::Ge => order.is_ge(),
            _ => return None,
        })
    }

    /// The real part of a number.
    pub fn real(&self) -> Option<Value> {
        self.to_complex().map(|(re, _)| Value::Float(re))
    }
    /// The imaginary part of a number.
    pub fn imag(&self) -> Option<Value> {
        self.to_complex().map(|(_, im)| Value::Float(im))
    }
}

fn integer(op: BinaryOp, a: &BigInt, b: &BigInt, truncate: bool) -> Option<Value> {
    Some(Value::Int(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b.is_zero() => return None,
        BinaryOp::Div if truncate => a / b,
        BinaryOp::Div => return Some(Value::Float(BigRational::new(a.clone(), b.clone()))),
        BinaryOp::Rem if b.is_zero() => return None,
        BinaryOp::Rem => a % b,
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        BinaryOp::AndNot => a & !b,
        BinaryOp::Shl => a << b.to_u32()?,
        BinaryOp::Shr => return Value::shift(op, &Value::Int(a.clone()), b.to_u32()?),
        _ => return None,
    }))
}

fn float(op: BinaryOp, a: BigRational, b: BigRational) -> Option<Value> {
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b.is_zero() => return None,
        BinaryOp::Div => a / b,
        _ => return None,
    };
    bounded(result).map(Value::Float)
}

type Complex = (BigRational, BigRational);

fn complex(op: BinaryOp, (a, b): Complex, (c, d): Complex) -> Option<Value> {
    let (re, im) = match op {
        BinaryOp::Add => (a + c, b + d),
        BinaryOp::Sub => (a - c, b - d),
        BinaryOp::Mul => (&a * &c - &b * &d, b * c + a * d),
        BinaryOp::Div => {
            let square = &c * &c + &d * &d;
            if square.is_zero() {
                return None;
            }
            ((&a * &c + &b * &d) / &square, (b * c - a * d) / square)
        }
        _ => return None,
    };
    Some(Value::Complex(bounded(re)?, bounded(im)?))
}
