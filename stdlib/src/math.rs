//! Natives of package math. What the standard library lacks comes from libm.

use burrow_vm::native;
use burrow_vm::native::Native;

macro_rules! unary {
    ($($go:literal $name:ident = $function:expr;)*) => {
        $(fn $name(x: f64) -> f64 {
            let function: fn(f64) -> f64 = $function;
            function(x)
        })*
        const UNARY: &[Native] = &[$(native!($go, $name)),*];
    };
}

unary! {
    "math.Abs" abs = f64::abs;
    "math.Acos" acos = f64::acos;
    "math.Acosh" acosh = f64::acosh;
    "math.Asin" asin = f64::asin;
    "math.Asinh" asinh = f64::asinh;
    "math.Atan" atan = f64::atan;
    "math.Atanh" atanh = f64::atanh;
    "math.Cbrt" cbrt = f64::cbrt;
    "math.Ceil" ceil = f64::ceil;
    "math.Cos" cos = f64::cos;
    "math.Cosh" cosh = f64::cosh;
    "math.Erf" erf = libm::erf;
    "math.Erfc" erfc = libm::erfc;
    "math.Exp" exp = f64::exp;
    "math.Exp2" exp2 = f64::exp2;
    "math.Expm1" expm1 = f64::exp_m1;
    "math.Floor" floor = f64::floor;
    "math.Gamma" gamma = libm::tgamma;
    "math.J0" j0 = libm::j0;
    "math.J1" j1 = libm::j1;
    "math.Log" log = f64::ln;
    "math.Log10" log10 = f64::log10;
    "math.Log1p" log1p = f64::ln_1p;
    "math.Log2" log2 = f64::log2;
    "math.Round" round = f64::round;
    "math.RoundToEven" round_to_even = f64::round_ties_even;
    "math.Sin" sin = f64::sin;
    "math.Sinh" sinh = f64::sinh;
    "math.Sqrt" sqrt = f64::sqrt;
    "math.Tan" tan = f64::tan;
    "math.Tanh" tanh = f64::tanh;
    "math.Trunc" trunc = f64::trunc;
    "math.Y0" y0 = libm::y0;
    "math.Y1" y1 = libm::y1;
}

const OTHERS: &[Native] = &[
    native!("math.Atan2", atan2),
    native!("math.Copysign", copysign),
    native!("math.Hypot", hypot),
    native!("math.Mod", modulo),
    native!("math.Nextafter", next_after),
    native!("math.Nextafter32", next_after32),
    native!("math.Pow", pow),
    native!("math.Pow10", pow10),
    native!("math.Remainder", remainder),
    native!("math.Float64bits", bits64),
    native!("math.Float64frombits", from_bits64),
    native!("math.Float32bits", bits32),
    native!("math.Float32frombits", from_bits32),
    native!("math.FMA", fma),
    native!("math.Ldexp", ldexp),
    native!("math.Frexp", frexp),
    native!("math.Lgamma", lgamma),
    native!("math.Jn", jn),
    native!("math.Yn", yn),
];

/// Natives of package math.
pub fn natives() -> impl Iterator<Item = &'static Native> {
    UNARY.iter().chain(OTHERS)
}

fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}
fn copysign(f: f64, sign: f64) -> f64 {
    f.copysign(sign)
}
fn hypot(p: f64, q: f64) -> f64 {
    p.hypot(q)
}
fn modulo(x: f64, y: f64) -> f64 {
    x % y
}
fn next_after(x: f64, y: f64) -> f64 {
    if x == y { x } else { libm::nextafter(x, y) }
}
fn next_after32(x: f32, y: f32) -> f32 {
    if x == y { x } else { libm::nextafterf(x, y) }
}
fn pow(x: f64, y: f64) -> f64 {
    x.powf(y)
}
fn pow10(n: i64) -> f64 {
    match n {
        ..-323 => 0.0,
        309.. => f64::INFINITY,
        _ => format!("1e{n}").parse().unwrap_or(f64::NAN),
    }
}
fn remainder(x: f64, y: f64) -> f64 {
    libm::remainder(x, y)
}
fn bits64(f: f64) -> u64 {
    f.to_bits()
}
fn from_bits64(bits: u64) -> f64 {
    f64::from_bits(bits)
}
fn bits32(f: f32) -> u32 {
    f.to_bits()
}
fn from_bits32(bits: u32) -> f32 {
    f32::from_bits(bits)
}
fn fma(x: f64, y: f64, z: f64) -> f64 {
    x.mul_add(y, z)
}
fn ldexp(fraction: f64, exponent: i64) -> f64 {
    libm::ldexp(fraction, exponent.clamp(-5000, 5000) as i32)
}
fn frexp(f: f64) -> (f64, i64) {
    if f == 0.0 || !f.is_finite() {
        return (f, 0);
    }
    let (fraction, exponent) = libm::frexp(f);
    (fraction, exponent.into())
}
fn lgamma(x: f64) -> (f64, i64) {
    if x == f64::NEG_INFINITY {
        return (x, 1);
    }
    let (value, sign) = libm::lgamma_r(x);
    (value, if sign < 0 { -1 } else { 1 })
}
fn order(n: i64) -> i32 {
    n.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}
fn jn(n: i64, x: f64) -> f64 {
    libm::jn(order(n), x)
}
fn yn(n: i64, x: f64) -> f64 {
    libm::yn(order(n), x)
}
