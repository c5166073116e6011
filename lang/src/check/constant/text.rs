//! Constants as text: number literals read, values printed as gc's messages print them.

use super::Value;
use super::float::{bounded, round_to_f64};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Num, ToPrimitive, Zero};
use std::fmt;

/// Larger exponents give no value, smaller ones count as this: exact numbers of that size cost
/// seconds.
const EXPONENT_MAX: i64 = 50_000;

/// The value of an integer literal (prefixes, underscores, old octal); `None` when malformed.
pub fn parse_int(text: &str) -> Option<BigInt> {
    let text = text.replace('_', "");
    let lower = text.to_ascii_lowercase();
    let (digits, radix) = match lower.as_bytes() {
        [b'0', b'x', ..] => (&lower[2..], 16),
        [b'0', b'b', ..] => (&lower[2..], 2),
        [b'0', b'o', ..] => (&lower[2..], 8),
        [b'0', _, ..] => (&lower[1..], 8),
        _ => (&lower[..], 10),
    };
    BigInt::from_str_radix(digits, radix).ok()
}

/// The value of a float literal, decimal or hexadecimal (or an integer's decimal digits, as in
/// imaginary literals); `None` when malformed or too large.
pub fn parse_float(text: &str) -> Option<BigRational> {
    let lower = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix, mark) = match lower.strip_prefix("0x") {
        Some(hex) => (hex, 16u32, 'p'),
        None => (&lower[..], 10, 'e'),
    };
    let (mantissa, exponent) = match digits.split_once(mark) {
        Some((m, e)) => (m, e.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    if exponent > EXPONENT_MAX {
        return None;
    }
    let exponent = exponent.max(-EXPONENT_MAX);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let value = BigInt::from_str_radix(&format!("0{whole}{fraction}"), radix).ok()?;
    let places = fraction.len() as i64;
    let (base, power) = if radix == 16 { (2, exponent - 4 * places) } else { (10, exponent - places) };
    let scale = BigInt::from(base).pow(u32::try_from(power.unsigned_abs()).ok()?);
    let exact = if power >= 0 {
        BigRational::from_integer(value * scale)
    } else if power > -2_000 {
        BigRational::new(value, scale)
    } else {
        // To be rounded: reducing it first would be slow.
        BigRational::new_raw(value, scale)
    };
    bounded(exact)
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Bool(b) => write!(f, "{b}"),
            Value::String(s) => f.write_str(&quote(&s.bytes())),
            Value::Int(i) => write!(f, "{i}"),
            Value::Float(x) => f.write_str(&float_text(x)),
            Value::Complex(re, im) => write!(f, "({} + {}i)", float_text(re), float_text(im)),
        }
    }
}

/// Quoted, and shortened to 72 characters.
fn quote(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => text.extend(['\\', c]),
                '\n' => text.push_str("\\n"),
                '\t' => text.push_str("\\t"),
                '\r' => text.push_str("\\r"),
                c if c.is_control() => text.push_str(&format!("\\x{:02x}", c as u32)),
                c => text.push(c),
            }
        }
        for b in chunk.invalid() {
            text.push_str(&format!("\\x{b:02x}"));
        }
    }
    text.push('"');
    if text.chars().count() <= 72 {
        return text;
    }
    text.chars().take(69).chain("...".chars()).collect()
}

/// As `%.6g` of the nearest float64; what lies beyond as a power of ten.
fn float_text(x: &BigRational) -> String {
    if x.is_integer() && x.numer().bits() < 64 {
        let text = x.to_integer().to_string();
        if text.trim_start_matches('-').len() < 22 {
            return text;
        }
    }
    match round_to_f64(x) {
        Some(value) if value != 0.0 || x.is_zero() => general(value),
        _ => beyond(x),
    }
}

/// C's `%.6g`.
fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let scientific = format!("{value:.5e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trim = |s: &str| match s.contains('.') {
        true => s.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => s.to_string(),
    };
    if (-4..6).contains(&exponent) {
        let decimals = usize::try_from(5 - exponent).unwrap_or(0);
        return trim(&format!("{value:.decimals$}"));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trim(mantissa), exponent.abs())
}

/// A number outside of float64's range.
fn beyond(x: &BigRational) -> String {
    let bits = x.numer().bits() as f64 - x.denom().bits() as f64;
    let exponent = (bits * std::f64::consts::LOG10_2).floor();
    // Ten digits of it, in integers: reducing fractions of this size would be slow.
    let shift = exponent as i64 - 9;
    let power = BigInt::from(10).pow(shift.unsigned_abs() as u32);
    let digits = if shift >= 0 { x.numer() / (x.denom() * power) } else { x.numer() * power / x.denom() };
    let (mut mantissa, mut exponent) = (digits.to_f64().unwrap_or(1e9) / 1e9, exponent as i64);
    if mantissa.abs() >= 10.0 {
        (mantissa, exponent) = (mantissa / 10.0, exponent + 1);
    } else if mantissa.abs() < 1.0 {
        (mantissa, exponent) = (mantissa * 10.0, exponent - 1);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", general(mantissa), exponent.abs())
}
