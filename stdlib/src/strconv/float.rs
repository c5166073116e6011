//! Floats as text, in all of Go's formats: `strconv.FormatFloat` and fmt's verbs. Digits come from
//! the standard library, which is exact and correctly rounded; what is here is their layout.

/// How many digits to give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// As few as identify the number among floats of its size.
    Shortest,
    /// This many: after the point (e, f, x) or in all (g).
    Digits(usize),
}

/// A float's size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatSize {
    /// float32
    Bits32,
    /// float64
    Bits64,
}

/// Decimal digits without trailing zeros: `0.d1d2d3… × 10^point`. Of zero there are none.
struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// `value` in format `b`, `e`, `E`, `f`, `F`, `g`, `G`, `x` or `X`; any other gives `%` and the
/// format, as strconv does. No sign but `-`.
pub fn format_float(value: f64, format: u8, precision: Precision, size: FloatSize) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return if sign.is_empty() { "+Inf".into() } else { "-Inf".into() };
    }
    let magnitude = value.abs();
    let body = match format {
        b'e' | b'E' => scientific(magnitude, format, precision, size),
        b'f' | b'F' => fixed(magnitude, precision, size),
        b'g' | b'G' => general(magnitude, format, precision, size),
        b'b' => binary(value, size),
        b'x' | b'X' => hexadecimal(magnitude, format, precision, size),
        _ => return format!("%{}", format as char),
    };
    format!("{sign}{body}")
}

/// The digits of `value`, rounded to `count` significant ones.
fn decimal(value: f64, count: Precision, size: FloatSize) -> Decimal {
    let text = match (count, size) {
        (Precision::Shortest, FloatSize::Bits32) => format!("{:e}", value as f32),
        (Precision::Shortest, FloatSize::Bits64) => format!("{value:e}"),
        (Precision::Digits(n), _) => format!("{value:.*e}", n.saturating_sub(1)),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    let point = if digits.is_empty() { 0 } else { exponent.parse::<i32>().unwrap_or(0) + 1 };
    let mut decimal = Decimal { digits, point };
    if count == Precision::Shortest && value != 0.0 {
        settle_tie(&mut decimal, value, size);
    }
    decimal
}

/// Where the value lies in the middle between two shortest decimals, Go takes the even one.
fn settle_tie(shortest: &mut Decimal, value: f64, size: FloatSize) {
    let count = shortest.digits.len();
    let (mantissa, exponent) = parts(value, size);
    let exponent = exponent + mantissa.trailing_zeros() as i32;
    // So many digits behind the point the value has, and the decimal; the last of a value with any
    // is a 5, with which it ends in the middle if it has one digit more than the decimal.
    let dropped = shortest.point - count as i32;
    if exponent < 0 && -exponent != 1 - dropped || exponent >= 0 && dropped <= 0 {
        return;
    }
    let exact = if exponent < 0 { format!("{value:.count$e}") } else { format!("{value:.0}") };
    let mut digits = exact.bytes().take_while(|&b| b != b'e').filter(u8::is_ascii_digit);
    let mut below: Vec<u8> = digits.by_ref().take(count).collect();
    let in_the_middle = digits.next() == Some(b'5') && digits.all(|b| b == b'0');
    if let (true, Some(last)) = (in_the_middle, below.last_mut()) {
        // An odd 9 cannot be: the decimal above would be shorter.
        *last += *last & 1;
        shortest.digits = below;
    }
}

fn scientific(value: f64, format: u8, precision: Precision, size: FloatSize) -> String {
    let count = match precision {
        Precision::Shortest => Precision::Shortest,
        Precision::Digits(n) => Precision::Digits(n + 1),
    };
    let d = decimal(value, count, size);
    let places = match precision {
        Precision::Shortest => d.digits.len().saturating_sub(1),
        Precision::Digits(n) => n,
    };
    layout_scientific(&d, places, format)
}

fn layout_scientific(d: &Decimal, places: usize, mark: u8) -> String {
    let digit = |i: usize| d.digits.get(i).map_or('0', |&b| b as char);
    let mut out = String::from(digit(0));
    if places > 0 {
        out.push('.');
        out.extend((1..=places).map(digit));
    }
    let exponent = if d.digits.is_empty() { 0 } else { d.point - 1 };
    let sign = if exponent < 0 { '-' } else { '+' };
    out + &format!("{}{sign}{:02}", mark as char, exponent.abs())
}

fn fixed(value: f64, precision: Precision, size: FloatSize) -> String {
    match precision {
        Precision::Digits(places) => format!("{value:.places$}"),
        Precision::Shortest => {
            let d = decimal(value, Precision::Shortest, size);
            let places = (d.digits.len() as i32 - d.point).max(0) as usize;
            layout_fixed(&d, places)
        }
    }
}

fn layout_fixed(d: &Decimal, places: usize) -> String {
    let digit = |i: i32| usize::try_from(i).ok().and_then(|i| d.digits.get(i)).map_or('0', |&b| b as char);
    let mut out = String::new();
    if d.point > 0 {
        out.extend((0..d.point).map(digit));
    } else {
        out.push('0');
    }
    if places > 0 {
        out.push('.');
        out.extend((0..places as i32).map(|i| digit(d.point + i)));
    }
    out
}

fn general(value: f64, format: u8, precision: Precision, size: FloatSize) -> String {
    let count = match precision {
        Precision::Digits(n) => Precision::Digits(n.max(1)),
        Precision::Shortest => Precision::Shortest,
    };
    let d = decimal(value, count, size);
    let digits = d.digits.len() as i32;
    let wanted = match count {
        Precision::Shortest => 6,
        Precision::Digits(n) => i32::try_from(n).unwrap_or(i32::MAX),
    };
    // %e is used if the exponent is below -4 or not below the precision; for the shortest form, 6.
    let limit = match count {
        Precision::Shortest => 6,
        Precision::Digits(_) if wanted > digits && digits >= d.point => digits,
        Precision::Digits(_) => wanted,
    };
    let exponent = d.point - 1;
    if exponent < -4 || exponent >= limit {
        let mark = if format == b'g' { b'e' } else { b'E' };
        return layout_scientific(&d, (digits.max(1) - 1) as usize, mark);
    }
    layout_fixed(&d, (digits - d.point).max(0) as usize)
}

/// Mantissa (an integer below 2^53 or 2^24) and binary exponent.
fn parts(value: f64, size: FloatSize) -> (u64, i32) {
    let (bits, mantissa_bits, bias, width) = match size {
        FloatSize::Bits64 => (value.to_bits(), 52, 1023, 11),
        FloatSize::Bits32 => (u64::from((value as f32).to_bits()), 23, 127, 8),
    };
    let exponent = (bits >> mantissa_bits & ((1 << width) - 1)) as i32;
    let mantissa = bits & ((1 << mantissa_bits) - 1);
    match exponent {
        0 => (mantissa, 1 - bias - mantissa_bits),
        e => (mantissa | 1 << mantissa_bits, e - bias - mantissa_bits),
    }
}

fn binary(value: f64, size: FloatSize) -> String {
    let (mantissa, exponent) = parts(value.abs(), size);
    format!("{mantissa}p{exponent:+}")
}

fn hexadecimal(value: f64, format: u8, precision: Precision, size: FloatSize) -> String {
    let (mut mantissa, mut exponent) = parts(value, size);
    if mantissa == 0 {
        exponent = 0;
    } else {
        // The leading 1 goes to bit 60, so that 15 hexadecimal digits follow the point.
        let shift = mantissa.leading_zeros() as i32 - 3;
        mantissa <<= shift;
        exponent += 60 - shift;
    }
    if let Precision::Digits(places) = precision
        && places < 15
        && mantissa != 0
    {
        let drop = (15 - places as u32) * 4;
        let (half, rest) = (1u64 << (drop - 1), mantissa & ((1 << drop) - 1));
        mantissa >>= drop;
        if rest > half || rest == half && mantissa & 1 == 1 {
            mantissa += 1;
        }
        mantissa <<= drop;
        if mantissa >> 61 != 0 {
            (mantissa, exponent) = (mantissa >> 1, exponent + 1);
        }
    }
    let mut fraction = format!("{:015x}", mantissa & ((1 << 60) - 1));
    match precision {
        Precision::Shortest => fraction.truncate(fraction.trim_end_matches('0').len()),
        Precision::Digits(n) if n < 15 => fraction.truncate(n),
        Precision::Digits(n) => fraction.extend(std::iter::repeat_n('0', n - 15)),
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    let text = format!("0x{}{point}{fraction}p{sign}{:02}", mantissa >> 60, exponent.abs());
    if format == b'X' { text.to_uppercase() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FloatSize::{Bits32, Bits64};
    use Precision::{Digits, Shortest};

    #[test]
    fn formats_are_gos() {
        let cases: &[(f64, u8, Precision, FloatSize, &str)] = &[
            (1.0, b'e', Shortest, Bits64, "1e+00"),
            (100.0, b'g', Shortest, Bits64, "100"),
            (1e21, b'g', Shortest, Bits64, "1e+21"),
            (1e6, b'g', Shortest, Bits64, "1e+06"),
            (999999.0, b'g', Shortest, Bits64, "999999"),
            (123456789.0, b'g', Digits(6), Bits64, "1.23457e+08"),
            (100000.0, b'g', Digits(5), Bits64, "1e+05"),
            (0.00001, b'g', Shortest, Bits64, "1e-05"),
            (0.1, b'f', Shortest, Bits64, "0.1"),
            (2.5, b'f', Digits(0), Bits64, "2"),
            (-0.0, b'f', Digits(1), Bits64, "-0.0"),
            (0.1f32 as f64, b'g', Shortest, Bits32, "0.1"),
            (1.0, b'b', Shortest, Bits64, "4503599627370496p-52"),
            (1.0, b'x', Shortest, Bits64, "0x1p+00"),
            (3.7, b'x', Digits(3), Bits64, "0x1.d9ap+01"),
            (f64::INFINITY, b'g', Shortest, Bits64, "+Inf"),
            (400.0, b'g', Digits(2), Bits64, "4e+02"),
            (12.0, b'e', Digits(3), Bits64, "1.200e+01"),
        ];
        for &(value, format, precision, size, want) in cases {
            assert_eq!(format_float(value, format, precision, size), want);
        }
    }
}
