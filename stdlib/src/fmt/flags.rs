//! One verb's flags, width and precision, and the primitive formats: padding, integers, floats,
//! strings, characters. The rules are those of package fmt's documentation.

use crate::strconv::float::{FloatSize, Precision, format_float};
use crate::strconv::quote::{Style, can_backquote, is_print, quote, quote_rune};

/// Flags of a verb.
#[derive(Clone, Default, Debug)]
pub struct Flags {
    pub width: Option<usize>,
    pub precision: Option<usize>,
    pub minus: bool,
    pub plus: bool,
    pub sharp: bool,
    pub space: bool,
    pub zero: bool,
    /// `%+v` and `%#v`: the flag belongs to the verb and is off for what it prints.
    pub plus_v: bool,
    pub sharp_v: bool,
}

/// Digits of integers in one base.
#[derive(Clone, Copy)]
pub struct Base {
    pub base: u64,
    pub upper: bool,
    /// `%O`: prefix 0o.
    pub octal_prefix: bool,
}

impl Base {
    /// Lower-case digits, no prefix.
    pub const fn of(base: u64) -> Base {
        Base { base, upper: false, octal_prefix: false }
    }
}

impl Flags {
    /// As one number, for what Go code finishes; [`Flags::from_bits`] reads it back.
    pub fn bits(&self) -> i64 {
        [self.minus, self.plus, self.sharp, self.space, self.zero, self.plus_v, self.sharp_v]
            .iter()
            .enumerate()
            .fold(0, |bits, (i, &on)| bits | i64::from(on) << i)
    }
    /// From [`Flags::bits`], with width and precision (negative: absent).
    pub fn from_bits(bits: i64, width: i64, precision: i64) -> Flags {
        let on = |i: u32| bits >> i & 1 == 1;
        Flags {
            width: usize::try_from(width).ok(),
            precision: usize::try_from(precision).ok(),
            minus: on(0),
            plus: on(1),
            sharp: on(2),
            space: on(3),
            zero: on(4),
            plus_v: on(5),
            sharp_v: on(6),
        }
    }

    fn padding(&self, out: &mut Vec<u8>, count: usize, zero: bool) {
        let byte = if zero && !self.minus { b'0' } else { b' ' };
        out.extend(std::iter::repeat_n(byte, count));
    }

    /// Appends `text`, padded to the width.
    pub fn pad(&self, out: &mut Vec<u8>, text: &[u8]) {
        self.pad_with(out, text, self.zero);
    }

    fn pad_with(&self, out: &mut Vec<u8>, text: &[u8], zero: bool) {
        let Some(width) = self.width else {
            out.extend_from_slice(text);
            return;
        };
        let count = width.saturating_sub(rune_count(text));
        if !self.minus {
            self.padding(out, count, zero);
        }
        out.extend_from_slice(text);
        if self.minus {
            self.padding(out, count, zero);
        }
    }

    /// `true` or `false`
    pub fn boolean(&self, out: &mut Vec<u8>, value: bool) {
        self.pad(out, if value { b"true" } else { b"false" });
    }

    /// An integer; `negative` of magnitude `value`.
    pub fn integer(&self, out: &mut Vec<u8>, value: u64, negative: bool, base: Base) {
        let sign = match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let digits_min = match (self.precision, self.width) {
            (Some(0), _) if value == 0 => {
                return self.padding(out, self.width.unwrap_or(0), false);
            }
            (Some(precision), _) => precision,
            (None, Some(width)) if self.zero && !self.minus => {
                width - usize::from(!sign.is_empty()).min(width)
            }
            _ => 0,
        };
        let mut digits = match (base.base, base.upper) {
            (2, _) => format!("{value:b}"),
            (8, _) => format!("{value:o}"),
            (16, false) => format!("{value:x}"),
            (16, true) => format!("{value:X}"),
            _ => value.to_string(),
        };
        if digits.len() < digits_min {
            digits.insert_str(0, &"0".repeat(digits_min - digits.len()));
        }
        let prefix = match base.base {
            _ if base.octal_prefix => "0o",
            2 if self.sharp => "0b",
            8 if self.sharp && !digits.starts_with('0') => "0",
            16 if self.sharp => {
                if base.upper {
                    "0X"
                } else {
                    "0x"
                }
            }
            _ => "",
        };
        let octal_sharp = if base.octal_prefix && self.sharp && !digits.starts_with('0') { "0" } else { "" };
        let text = format!("{sign}{prefix}{octal_sharp}{digits}");
        self.pad_with(out, text.as_bytes(), false);
    }

    /// `0x` and hexadecimal digits (without prefix when not `lead`).
    pub fn address(&self, out: &mut Vec<u8>, value: u64, lead: bool) {
        let flags = Flags { sharp: lead, ..self.clone() };
        flags.integer(out, value, false, Base::of(16));
    }

    /// `U+0041`, with `#` also the character.
    pub fn unicode(&self, out: &mut Vec<u8>, value: u64) {
        let digits = self.precision.unwrap_or(4).max(4);
        let mut text = format!("U+{value:0digits$X}");
        if let Some(c) = u32::try_from(value).ok().and_then(char::from_u32)
            && self.sharp
            && is_print(c)
        {
            text += &format!(" '{c}'");
        }
        self.pad_with(out, text.as_bytes(), false);
    }

    /// `%c`
    pub fn character(&self, out: &mut Vec<u8>, value: u64) {
        let c = u32::try_from(value).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
        self.pad(out, c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// `%q` of an integer.
    pub fn quoted_character(&self, out: &mut Vec<u8>, value: u64) {
        let c = u32::try_from(value).ok().and_then(char::from_u32).unwrap_or('\u{fffd}');
        self.pad(out, quote_rune(c, Style::of_ascii(self.plus)).as_bytes());
    }

    /// The first `precision` runes.
    fn truncated<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let Some(precision) = self.precision else { return text };
        let mut rest = text;
        for _ in 0..precision {
            let width = rune_width(rest);
            if width == 0 {
                return text;
            }
            rest = &rest[width..];
        }
        &text[..text.len() - rest.len()]
    }

    /// `%s`
    pub fn string(&self, out: &mut Vec<u8>, text: &[u8]) {
        self.pad(out, self.truncated(text));
    }

    /// `%q` of a string.
    pub fn quoted(&self, out: &mut Vec<u8>, text: &[u8]) {
        let text = self.truncated(text);
        if self.sharp && can_backquote(text) {
            self.pad(out, &[b"`", text, b"`"].concat());
            return;
        }
        self.pad(out, quote(text, Style::of_ascii(self.plus)).as_bytes());
    }

    /// `%x` and `%X` of a string or bytes.
    pub fn hexadecimal(&self, out: &mut Vec<u8>, bytes: &[u8], upper: bool) {
        let bytes = &bytes[..self.precision.unwrap_or(bytes.len()).min(bytes.len())];
        let prefix = if upper { "0X" } else { "0x" };
        let mut text = String::new();
        for (i, b) in bytes.iter().enumerate() {
            if i > 0 && self.space {
                text.push(' ');
            }
            if self.sharp && (i == 0 || self.space) {
                text += prefix;
            }
            text += &if upper { format!("{b:02X}") } else { format!("{b:02x}") };
        }
        self.pad(out, text.as_bytes());
    }

    /// A float with `verb` and the verb's own precision.
    pub fn float(&self, out: &mut Vec<u8>, value: f64, size: FloatSize, verb: u8, default: Precision) {
        let precision = self.precision.map_or(default, Precision::Digits);
        let mut text = format_float(value, verb, precision, size);
        if !text.starts_with(['-', '+']) {
            text.insert(0, '+');
        }
        if self.space && text.starts_with('+') && !self.plus {
            text.replace_range(..1, " ");
        }
        if !value.is_finite() {
            if value.is_nan() && !self.space && !self.plus {
                text.remove(0);
            } else if value > 0.0 && !self.plus && !self.space {
                // Infinities keep their sign.
            }
            self.pad_with(out, text.as_bytes(), false);
            return;
        }
        if self.sharp && verb != b'b' {
            text = with_point(&text, verb, precision);
        }
        if self.plus || !text.starts_with('+') {
            if self.zero && !self.minus && self.width.is_some_and(|w| w > text.len()) {
                out.push(text.as_bytes()[0]);
                self.padding(out, self.width.unwrap_or(0) - text.len(), true);
                out.extend_from_slice(&text.as_bytes()[1..]);
                return;
            }
            self.pad(out, text.as_bytes());
            return;
        }
        self.pad(out, &text.as_bytes()[1..]);
    }
}

/// `#`: a decimal point always, and for %g the trailing zeros.
fn with_point(text: &str, verb: u8, precision: Precision) -> String {
    let hex = matches!(verb, b'x' | b'X');
    let mut digits: i64 = match (verb, precision) {
        (b'g' | b'G' | b'v' | b'x' | b'X', Precision::Digits(n)) => n as i64,
        (b'g' | b'G' | b'v' | b'x' | b'X', Precision::Shortest) => 6,
        _ => 0,
    };
    let mark = |c: char| if hex { matches!(c, 'p' | 'P') } else { matches!(c, 'e' | 'E') };
    let at = text.find(mark).unwrap_or(text.len());
    let (number, tail) = text.split_at(at);
    let (mut point, mut nonzero) = (false, false);
    for c in number.chars().skip(1) {
        match c {
            '.' => point = true,
            c => {
                nonzero |= c != '0';
                if nonzero {
                    digits -= 1;
                }
            }
        }
    }
    let mut out = number.to_string();
    if !point {
        // A leading digit of 0 counts as a digit once.
        if out.len() == 2 && out.ends_with('0') {
            digits -= 1;
        }
        out.push('.');
    }
    out.extend(std::iter::repeat_n('0', digits.max(0) as usize));
    out + tail
}

/// Bytes of the first rune; an invalid byte counts alone.
fn rune_width(text: &[u8]) -> usize {
    let end = text.len().min(4);
    match text[..end].utf8_chunks().next() {
        None => 0,
        Some(chunk) => chunk.valid().chars().next().map_or(1, char::len_utf8),
    }
}

/// Runes, invalid bytes counting as one each.
pub fn rune_count(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.utf8_chunks().map(|c| c.valid().chars().count() + c.invalid().len()).sum()
}
