//! Conversions between strings and slices of bytes and runes. Both directions copy.

use super::runes::{decode_rune, encode_rune};
use super::{bytes, new, reserve};
use crate::fault::OutOfMemory;
use crate::heap::{Allocator, ObjectKind};
use crate::slices::{self, growth};
use crate::value::{SliceHeader, Word};

/// `[]byte(string)`.
///
/// # Safety
/// `string` is a string word.
pub unsafe fn to_byte_slice(allocator: &mut Allocator, string: Word) -> Result<Word, OutOfMemory> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes(string) };
    slices::from_bytes(allocator, bytes)
}

/// `string(slice)` of a slice of bytes.
///
/// # Safety
/// `slice` is the word of a slice of one-byte elements.
pub unsafe fn from_byte_slice(allocator: &mut Allocator, slice: Word) -> Result<Word, OutOfMemory> {
    // SAFETY: the caller's promise. A racing program may write these bytes meanwhile: the copy then
    // has some of both, which is what Go gives it, too.
    unsafe { new(allocator, slices::byte_view(slice)) }
}

/// `[]rune(string)`.
///
/// # Safety
/// `string` is a string word.
pub unsafe fn to_rune_slice(allocator: &mut Allocator, string: Word) -> Result<Word, OutOfMemory> {
    // SAFETY: the caller's promise.
    let text = unsafe { bytes(string) };
    let mut count = 0;
    let mut at = 0;
    while at < text.len() {
        at += decode_rune(&text[at..]).1;
        count += 1;
    }
    let cap = growth::round_up(count as u64 * 4, true) as usize / 4;
    let object = allocator.alloc((cap * 4).max(1), ObjectKind::PointerFree)?.as_ptr();
    let mut at = 0;
    for i in 0..count {
        let (rune, width) = decode_rune(&text[at..]);
        at += width;
        // SAFETY: the new object has room for `count` runes.
        unsafe { *object.cast::<i32>().add(i) = rune };
    }
    slices::new_header(allocator, SliceHeader { base: object, len: count, cap })
}

/// `string(slice)` of a slice of runes.
///
/// # Safety
/// `slice` is the word of a slice of four-byte elements.
pub unsafe fn from_rune_slice(allocator: &mut Allocator, slice: Word) -> Result<Word, OutOfMemory> {
    // SAFETY: the caller's promise. The runes are copied first: a race must not change the length.
    let runes: Vec<i32> = unsafe {
        let header = slices::header(slice);
        (0..header.len).map(|i| *header.base.cast::<i32>().add(i)).collect()
    };
    let total: usize = runes.iter().map(|&rune| encode_rune(i64::from(rune)).1).sum();
    if total == 0 {
        return Ok(0);
    }
    let (string, mut data) = reserve(allocator, total)?;
    for rune in runes {
        let (buffer, width) = encode_rune(i64::from(rune));
        // SAFETY: the widths add up to the room there is.
        unsafe {
            std::ptr::copy_nonoverlapping(buffer.as_ptr(), data, width);
            data = data.add(width);
        }
    }
    Ok(string)
}

/// `string(rune)` of any integer.
pub fn from_rune(allocator: &mut Allocator, rune: i64) -> Result<Word, OutOfMemory> {
    let (buffer, width) = encode_rune(rune);
    new(allocator, &buffer[..width])
}
