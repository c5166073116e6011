//! Natives of package strconv: numbers and quoting.

pub mod float;
mod number;
pub mod quote;
mod unquote;

use burrow_vm::native;
use burrow_vm::native::{GoString, Native, Str};
use float::{FloatSize, Precision};
use number::Failure;
use quote::Style;

/// Natives of package strconv.
pub const NATIVES: &[Native] = &[
    native!("strconv.parseInt", parse_int),
    native!("strconv.parseUint", parse_uint),
    native!("strconv.parseFloat", parse_float),
    native!("strconv.formatInt", format_int),
    native!("strconv.formatUint", format_uint),
    native!("strconv.formatFloat", format_float),
    native!("strconv.quote", quote_string),
    native!("strconv.quoteRune", quote_rune),
    native!("strconv.unquote", unquote),
    native!("strconv.CanBackquote", can_backquote),
    native!("strconv.IsPrint", is_print),
    native!("strconv.IsGraphic", is_graphic),
];

fn status<T>(result: Result<T, (T, Failure)>) -> (T, i64) {
    match result {
        Ok(value) => (value, 0),
        Err((value, failure)) => (value, failure as i64),
    }
}

fn parse_int(text: Str, base: i64, bits: i64) -> (i64, i64) {
    status(number::parse_int(text.bytes(), base, bits))
}
fn parse_uint(text: Str, base: i64, bits: i64) -> (u64, i64) {
    status(number::parse_uint(text.bytes(), base, bits))
}
fn parse_float(text: Str, bits: i64) -> (f64, i64) {
    status(number::parse_float(text.bytes(), bits))
}

fn format_int(value: i64, base: i64) -> String {
    if base == 10 {
        return value.to_string();
    }
    let digits = number::format_uint(value.unsigned_abs(), base);
    if value < 0 { format!("-{digits}") } else { digits }
}
fn format_uint(value: u64, base: i64) -> String {
    number::format_uint(value, base)
}
fn format_float(value: f64, format: u8, precision: i64, bits: i64) -> String {
    let precision = usize::try_from(precision).map_or(Precision::Shortest, Precision::Digits);
    let (size, value) = match bits {
        32 => (FloatSize::Bits32, f64::from(value as f32)),
        _ => (FloatSize::Bits64, value),
    };
    float::format_float(value, format, precision, size)
}

/// The numbers are known to the Go side.
fn style(number: i64) -> Style {
    match number {
        0 => Style::Printable,
        1 => Style::Ascii,
        _ => Style::Graphic,
    }
}
fn quote_string(text: Str, number: i64) -> String {
    quote::quote(text.bytes(), style(number))
}
fn rune(value: i32) -> char {
    u32::try_from(value).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}
fn quote_rune(value: i32, number: i64) -> String {
    quote::quote_rune(rune(value), style(number))
}
fn unquote(text: Str) -> (GoString, bool) {
    match unquote::unquote(text.bytes()) {
        Some(text) => (GoString(text), true),
        None => (GoString(Vec::new()), false),
    }
}
fn can_backquote(text: Str) -> bool {
    quote::can_backquote(text.bytes())
}
fn is_print(value: i32) -> bool {
    u32::try_from(value).ok().and_then(char::from_u32).is_some_and(quote::is_print)
}
fn is_graphic(value: i32) -> bool {
    u32::try_from(value).ok().and_then(char::from_u32).is_some_and(quote::is_graphic)
}
