//! Natives of packages strings, bytes and unicode/utf8: searching and changing text.

use crate::unicode::{fold, simple_lower, simple_upper};
use burrow_vm::native;
use burrow_vm::native::{Bytes, Call, GoPanic, GoString, Native, Slice, Str};

/// Natives of packages strings, bytes and unicode/utf8.
pub const NATIVES: &[Native] = &[
    native!("strings.Index", index),
    native!("strings.LastIndex", last_index),
    native!("strings.IndexByte", index_byte),
    native!("strings.LastIndexByte", last_index_byte),
    native!("strings.Count", count),
    native!("strings.EqualFold", equal_fold),
    native!("strings.Join", join),
    native!("strings.repeat", repeat),
    native!("strings.ToUpper", to_upper),
    native!("strings.ToLower", to_lower),
    native!("bytes.Index", bytes_index),
    native!("bytes.LastIndex", bytes_last_index),
    native!("bytes.IndexByte", bytes_index_byte),
    native!("bytes.Count", bytes_count),
    native!("bytes.Equal", bytes_equal),
    native!("bytes.Compare", bytes_compare),
    native!("unicode/utf8.RuneCountInString", rune_count),
    native!("unicode/utf8.ValidString", valid),
];

fn position(at: Option<usize>) -> i64 {
    at.map_or(-1, |i| i as i64)
}

/// First place of `part` in `text`.
fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    match part {
        [] => Some(0),
        [one] => text.iter().position(|b| b == one),
        _ => memchr::memmem::find(text, part),
    }
}

fn rfind(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() { Some(text.len()) } else { memchr::memmem::rfind(text, part) }
}

fn occurrences(text: &[u8], part: &[u8]) -> i64 {
    match part {
        [] => runes(text) + 1,
        _ => memchr::memmem::find_iter(text, part).count() as i64,
    }
}

fn runes(text: &[u8]) -> i64 {
    crate::fmt::rune_count(text) as i64
}

fn index(text: Str, part: Str) -> i64 {
    position(find(text.bytes(), part.bytes()))
}
fn last_index(text: Str, part: Str) -> i64 {
    position(rfind(text.bytes(), part.bytes()))
}
fn index_byte(text: Str, byte: u8) -> i64 {
    position(memchr::memchr(byte, text.bytes()))
}
fn last_index_byte(text: Str, byte: u8) -> i64 {
    position(memchr::memrchr(byte, text.bytes()))
}
fn count(text: Str, part: Str) -> i64 {
    occurrences(text.bytes(), part.bytes())
}
fn bytes_index(text: Bytes, part: Bytes) -> i64 {
    let part = part.to_vec();
    text.with(|text| position(find(text, &part)))
}
fn bytes_last_index(text: Bytes, part: Bytes) -> i64 {
    let part = part.to_vec();
    text.with(|text| position(rfind(text, &part)))
}
fn bytes_index_byte(text: Bytes, byte: u8) -> i64 {
    text.with(|text| position(memchr::memchr(byte, text)))
}
fn bytes_count(text: Bytes, part: Bytes) -> i64 {
    let part = part.to_vec();
    text.with(|text| occurrences(text, &part))
}
fn bytes_equal(a: Bytes, b: Bytes) -> bool {
    a.len() == b.len() && a.with(|a| b.with(|b| a == b))
}
fn bytes_compare(a: Bytes, b: Bytes) -> i64 {
    a.with(|a| b.with(|b| a.cmp(b))) as i64
}

fn rune_count(text: Str) -> i64 {
    runes(text.bytes())
}
fn valid(text: Str) -> bool {
    text.as_utf8().is_some()
}

fn equal_fold(a: Str, b: Str) -> bool {
    let folded = |t: &Str| t.to_string_lossy().chars().map(fold).collect::<Vec<_>>();
    if let (Some(a), Some(b)) = (a.as_utf8(), b.as_utf8())
        && a.is_ascii()
        && b.is_ascii()
    {
        return a.eq_ignore_ascii_case(b);
    }
    folded(&a) == folded(&b)
}

fn join(call: &mut Call, parts: Slice<Str>, separator: Str) -> Result<GoString, GoPanic> {
    let texts: usize = parts.iter().map(|part| part.len()).sum();
    let mut out = call.buffer(texts.saturating_add(separator.len().saturating_mul(parts.len())))?;
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(separator.bytes());
        }
        out.extend_from_slice(part.bytes());
    }
    Ok(GoString(out))
}
fn repeat(call: &mut Call, text: Str, count: i64) -> Result<GoString, GoPanic> {
    let count = count.max(0) as usize;
    drop(call.buffer(text.len().saturating_mul(count))?);
    Ok(GoString(text.bytes().repeat(count)))
}

/// Each rune mapped; invalid bytes become U+FFFD, as in Go.
fn mapped(text: Str, map: fn(char) -> char, ascii: fn(&mut [u8])) -> GoString {
    let mut bytes = text.bytes().to_vec();
    if bytes.is_ascii() {
        ascii(&mut bytes);
        return GoString(bytes);
    }
    let text: String = bytes
        .utf8_chunks()
        .flat_map(|c| c.valid().chars().map(map).chain(c.invalid().iter().map(|_| '\u{fffd}')))
        .collect();
    GoString(text.into_bytes())
}
fn to_upper(text: Str) -> GoString {
    mapped(text, simple_upper, <[u8]>::make_ascii_uppercase)
}
fn to_lower(text: Str) -> GoString {
    mapped(text, simple_lower, <[u8]>::make_ascii_lowercase)
}
