//! Numbers from text and integers to text in any base.

/// Why a conversion fails; the numbers are known to the Go side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    Syntax = 1,
    Range = 2,
    Base = 3,
    Bits = 4,
}

/// `value` in `base` (2 to 36).
pub fn format_uint(value: u64, base: i64) -> String {
    if base == 10 {
        return value.to_string();
    }
    let (base, mut value) = (base.clamp(2, 36) as u64, value);
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((value % base) as u32, base as u32).unwrap_or('0'));
        value /= base;
        if value == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// strconv.ParseUint; with a range failure the largest value.
pub fn parse_uint(text: &[u8], base: i64, bits: i64) -> Result<u64, (u64, Failure)> {
    let syntax = Err((0, Failure::Syntax));
    if text.is_empty() {
        return syntax;
    }
    let (digits, radix) = match base {
        2..=36 => (text, base as u32),
        0 => match text {
            [b'0', b'x' | b'X', rest @ ..] if !rest.is_empty() => (rest, 16),
            [b'0', b'b' | b'B', rest @ ..] if !rest.is_empty() => (rest, 2),
            [b'0', b'o' | b'O', rest @ ..] if !rest.is_empty() => (rest, 8),
            [b'0', rest @ ..] if !rest.is_empty() => (rest, 8),
            _ => (text, 10),
        },
        _ => return Err((0, Failure::Base)),
    };
    let bits = match bits {
        0 => 64,
        1..=64 => bits as u32,
        _ => return Err((0, Failure::Bits)),
    };
    let max = u64::MAX >> (64 - bits);
    let mut value: u64 = 0;
    let mut underscores = false;
    let mut over = false;
    for &b in digits {
        if b == b'_' && base == 0 {
            underscores = true;
            continue;
        }
        let Some(digit) = (b as char).to_digit(radix) else { return syntax };
        match value.checked_mul(radix.into()).and_then(|v| v.checked_add(digit.into())) {
            Some(v) if v <= max => value = v,
            _ => over = true,
        }
    }
    if underscores && !underscores_ok(text) {
        return syntax;
    }
    if over { Err((max, Failure::Range)) } else { Ok(value) }
}

/// strconv.ParseInt; with a range failure the nearest value.
pub fn parse_int(text: &[u8], base: i64, bits: i64) -> Result<i64, (i64, Failure)> {
    let (negative, digits) = match text {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let magnitude = match parse_uint(digits, base, bits) {
        Ok(m) => m,
        Err((m, Failure::Range)) => m,
        Err((_, failure)) => return Err((0, failure)),
    };
    let cutoff = 1u64 << (if bits == 0 { 64 } else { bits } - 1);
    if !negative && magnitude >= cutoff {
        return Err(((cutoff - 1) as i64, Failure::Range));
    }
    if negative && magnitude > cutoff {
        return Err(((cutoff as i64).wrapping_neg(), Failure::Range));
    }
    Ok(if negative { (magnitude as i64).wrapping_neg() } else { magnitude as i64 })
}

/// Underscores stand only between digits, or between a base prefix and a digit.
fn underscores_ok(text: &[u8]) -> bool {
    let text = match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    };
    let (rest, hex, mut before) = match text {
        [b'0', p @ (b'x' | b'X' | b'b' | b'B' | b'o' | b'O'), rest @ ..] => {
            (rest, matches!(p, b'x' | b'X'), b'0')
        }
        _ => (text, false, b'^'),
    };
    for &b in rest {
        let digit = b.is_ascii_digit() || hex && b.is_ascii_hexdigit();
        match (b, digit) {
            (_, true) => before = b'0',
            (b'_', _) if before != b'0' => return false,
            (b'_', _) => before = b'_',
            _ if before == b'_' => return false,
            _ => before = b'!',
        }
    }
    before != b'_'
}

/// strconv.ParseFloat: decimal, hexadecimal, infinities and NaN; with a range failure an infinity.
pub fn parse_float(text: &[u8], bits: i64) -> Result<f64, (f64, Failure)> {
    let syntax = Err((0.0, Failure::Syntax));
    let Ok(text) = std::str::from_utf8(text) else { return syntax };
    let lower = text.to_ascii_lowercase();
    let (negative, body) = match lower.as_bytes().first() {
        Some(b'-') => (true, &lower[1..]),
        Some(b'+') => (false, &lower[1..]),
        _ => (false, &lower[..]),
    };
    let signed = |v: f64| if negative { -v } else { v };
    match body {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" if lower.len() == 3 => return Ok(f64::NAN),
        _ => {}
    }
    if body.contains('_') && (!underscores_ok(body.as_bytes()) || !body.starts_with("0x")) {
        return syntax;
    }
    let clean = body.replace('_', "");
    let value = if let Some(hex) = clean.strip_prefix("0x") {
        match hexadecimal(hex, bits) {
            Some(v) => v,
            None => return syntax,
        }
    } else {
        let plain = clean.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'+' | b'-'));
        if !plain || !clean.bytes().any(|b| b.is_ascii_digit()) || clean.starts_with(['+', '-', 'e']) {
            return syntax;
        }
        let parsed = match bits {
            32 => clean.parse::<f32>().map(f64::from),
            _ => clean.parse::<f64>(),
        };
        match parsed {
            Ok(v) => v,
            Err(_) => return syntax,
        }
    };
    if value.is_infinite() { Err((signed(value), Failure::Range)) } else { Ok(signed(value)) }
}

/// `h.hhhp±d`, correctly rounded.
fn hexadecimal(text: &str, bits: i64) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let mut exponent: i64 = exponent.parse::<i64>().ok()?.clamp(-100_000, 100_000);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut value, mut sticky) = (0u128, false);
    for (i, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = c.to_digit(16)?;
        let after_point = i >= whole.len();
        if value >> 100 == 0 {
            value = value << 4 | u128::from(digit);
            exponent -= if after_point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            exponent += if after_point { 0 } else { 4 };
        }
    }
    if value == 0 {
        return Some(0.0);
    }
    let (mantissa_bits, exponent_min) = if bits == 32 { (24, -149) } else { (53, -1074) };
    let length = 128 - i64::from(value.leading_zeros());
    let drop = (length - mantissa_bits).max(exponent_min - exponent).max(0);
    let mut kept = if drop >= 128 { 0 } else { value >> drop };
    if drop > 0 {
        let half = if drop > 128 { u128::MAX } else { 1u128 << (drop - 1) };
        let rest = if drop >= 128 { value } else { value & ((1u128 << drop) - 1) };
        if rest > half || rest == half && (sticky || kept & 1 == 1) {
            kept += 1;
        }
    }
    let power = (exponent + drop).clamp(-2200, 2200) as i32;
    let result = kept as f64 * 2f64.powi(power / 2) * 2f64.powi(power - power / 2);
    Some(if bits == 32 { f64::from(result as f32) } else { result })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_parse_as_in_go() {
        assert_eq!(parse_int(b"-128", 10, 8), Ok(-128));
        assert_eq!(parse_int(b"128", 10, 8), Err((127, Failure::Range)));
        assert_eq!(parse_int(b"0x_ff", 0, 64), Ok(255));
        assert_eq!(parse_int(b"1_0", 10, 64), Err((0, Failure::Syntax)));
        assert_eq!(parse_int(b"9223372036854775808", 10, 64), Err((i64::MAX, Failure::Range)));
        assert_eq!(parse_int(b"", 10, 64), Err((0, Failure::Syntax)));
        assert_eq!(format_uint(255, 16), "ff");
    }

    #[test]
    fn floats_parse_as_in_go() {
        assert_eq!(parse_float(b"1e309", 64), Err((f64::INFINITY, Failure::Range)));
        assert_eq!(parse_float(b"-0x1.8p1", 64), Ok(-3.0));
        assert_eq!(parse_float(b"+Inf", 64), Ok(f64::INFINITY));
        assert_eq!(parse_float(b".e1", 64), Err((0.0, Failure::Syntax)));
        assert_eq!(parse_float(b"1.", 64), Ok(1.0));
    }
}
