//! Constant values of arbitrary precision.

use num_bigint::BigInt;
use num_rational::BigRational;
use std::rc::Rc;

/// A constant's value. An integer constant may be held by any numeric variant while untyped.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Bool(bool),
    String(Rc<[u8]>),
    Int(BigInt),
    Float(BigRational),
    Complex(BigRational, BigRational),
}
