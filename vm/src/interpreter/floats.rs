//! Floats and complex numbers. float32 values are their bits, zero-extended.

use super::state::{Flow, Given, Resume, State, out};

#[inline(always)]
fn f64_of(word: u64) -> f64 {
    f64::from_bits(word)
}
#[inline(always)]
fn f32_of(word: u64) -> f32 {
    f32::from_bits(word as u32)
}
#[inline(always)]
fn of_f32(value: f32) -> u64 {
    u64::from(value.to_bits())
}

macro_rules! binary {
    ($($name:ident = |$left:ident, $right:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_b(), s.in_c());
            s.put($value)
        }
    )*};
}
binary! {
    add_f64 = |l, r| (f64_of(l) + f64_of(r)).to_bits();
    sub_f64 = |l, r| (f64_of(l) - f64_of(r)).to_bits();
    mul_f64 = |l, r| (f64_of(l) * f64_of(r)).to_bits();
    div_f64 = |l, r| (f64_of(l) / f64_of(r)).to_bits();
    add_f32 = |l, r| of_f32(f32_of(l) + f32_of(r));
    sub_f32 = |l, r| of_f32(f32_of(l) - f32_of(r));
    mul_f32 = |l, r| of_f32(f32_of(l) * f32_of(r));
    div_f32 = |l, r| of_f32(f32_of(l) / f32_of(r));
    min_f64 = |l, r| min(f64_of(l), f64_of(r)).to_bits();
    max_f64 = |l, r| max(f64_of(l), f64_of(r)).to_bits();
}

/// NaN wins; -0 is below +0.
fn min(left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == 0.0 && right == 0.0 {
        f64::from_bits(left.to_bits() | right.to_bits())
    } else if left < right {
        left
    } else {
        right
    }
}

fn max(left: f64, right: f64) -> f64 {
    if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == 0.0 && right == 0.0 {
        f64::from_bits(left.to_bits() & right.to_bits())
    } else if left > right {
        left
    } else {
        right
    }
}

macro_rules! unary {
    ($($name:ident = |$x:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let $x = s.in_b();
            s.put($value)
        }
    )*};
}
unary! {
    neg_f64 = |x| x ^ 1 << 63;
    neg_f32 = |x| x ^ 1 << 31;
    int_to_f64 = |x| (x as i64 as f64).to_bits();
    uint_to_f64 = |x| (x as f64).to_bits();
    int_to_f32 = |x| of_f32(x as i64 as f32);
    uint_to_f32 = |x| of_f32(x as f32);
    f64_to_int = |x| to_int(f64_of(x)) as u64;
    f64_to_uint = |x| to_uint(f64_of(x));
    f32_to_f64 = |x| f64::from(f32_of(x)).to_bits();
    f64_to_f32 = |x| of_f32(f64_of(x) as f32);
}

const TWO_63: f64 = 9_223_372_036_854_775_808.0;

/// As CVTTSD2SI: what does not fit, NaN included, gives the most negative number.
#[inline]
fn to_int(x: f64) -> i64 {
    if (-TWO_63..TWO_63).contains(&x) { x as i64 } else { i64::MIN }
}

/// As gc on amd64: below 2^63 like a signed conversion, above the excess with the top bit.
#[inline]
fn to_uint(x: f64) -> u64 {
    if x < TWO_63 { to_int(x) as u64 } else { to_int(x - TWO_63) as u64 ^ 1 << 63 }
}

#[inline(always)]
pub(super) fn mul_c128<G: Given>(s: State<G>) -> Flow {
    out(s, multiply_complex)
}

fn multiply_complex(s: State) -> Resume {
    let (a, b) = pair(s, s.b());
    let (c, d) = pair(s, s.c());
    set_pair(s, a * c - b * d, a * d + b * c);
    s.resume(1)
}

#[inline(always)]
pub(super) fn div_c128<G: Given>(s: State<G>) -> Flow {
    out(s, divide_complex)
}

fn divide_complex(s: State) -> Resume {
    let (re, im) = quotient(pair(s, s.b()), pair(s, s.c()));
    set_pair(s, re, im);
    s.resume(1)
}

fn pair(s: State, register: u16) -> (f64, f64) {
    (f64_of(s.reg(register)), f64_of(s.reg(register + 1)))
}

fn set_pair(s: State, re: f64, im: f64) {
    s.set(s.a(), re.to_bits());
    s.set(s.a() + 1, im.to_bits());
}

/// Smith's division, then the corrections of C99 annex G for infinities and NaN, as Go does it.
fn quotient((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let (re, im) = if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + ratio * d;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else {
        let ratio = c / d;
        let denominator = d + ratio * c;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    };
    if re.is_nan() && im.is_nan() { corrected_quotient((a, b), (c, d), (re, im)) } else { (re, im) }
}

fn corrected_quotient((a, b): (f64, f64), (c, d): (f64, f64), plain: (f64, f64)) -> (f64, f64) {
    let sign_of_infinity = |x: f64| if x.is_infinite() { 1f64 } else { 0.0 }.copysign(x);
    if c == 0.0 && d == 0.0 && (!a.is_nan() || !b.is_nan()) {
        let infinity = f64::INFINITY.copysign(c);
        (infinity * a, infinity * b)
    } else if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (a, b) = (sign_of_infinity(a), sign_of_infinity(b));
        (f64::INFINITY * (a * c + b * d), f64::INFINITY * (b * c - a * d))
    } else if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (c, d) = (sign_of_infinity(c), sign_of_infinity(d));
        (0.0 * (a * c + b * d), 0.0 * (b * c - a * d))
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_follow_amd64() {
        assert_eq!(to_int(f64::NAN), i64::MIN);
        assert_eq!(to_int(-1.9), -1);
        assert_eq!(to_uint(1.844_674_407_370_955e19), 18446744073709549568);
        assert_eq!(to_uint(-1.0), u64::MAX);
    }

    #[test]
    fn min_and_max_know_signed_zeros() {
        assert!(min(0.0, -0.0).is_sign_negative() && max(-0.0, 0.0).is_sign_positive());
        assert!(min(1.0, f64::NAN).is_nan());
    }

    #[test]
    fn complex_division_by_zero_is_infinite() {
        let (re, _) = quotient((1.0, 0.0), (0.0, 0.0));
        assert!(re.is_infinite());
    }
}
