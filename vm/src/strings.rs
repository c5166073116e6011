//! Strings: a word that is 0 (empty) or the address of an immutable [`StringHeader`]. New strings
//! carry their bytes behind the header in one pointer-free object (the address in the header is
//! their own); substrings share another's bytes and are scanned. Single bytes need no allocation.

mod convert;
mod runes;

pub use convert::{from_byte_slice, from_rune, from_rune_slice, to_byte_slice, to_rune_slice};
pub use runes::{RUNE_ERROR, decode_rune, encode_rune};

use crate::fault::{BoundsKind, Fault, OutOfMemory};
use crate::heap::{Allocator, ObjectKind, Permanent};
use crate::value::{StringHeader, Word};
use std::cmp::Ordering;

const HEADER_BYTES: usize = size_of::<StringHeader>();

/// The strings of one byte, made with the program.
struct ByteStrings {
    headers: [StringHeader; 256],
}

// SAFETY: the headers point to constants.
unsafe impl Sync for ByteStrings {}

static BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut i = 0;
    while i < 256 {
        bytes[i] = i as u8;
        i += 1;
    }
    bytes
};

static BYTE_STRINGS: ByteStrings = {
    let mut headers = [StringHeader { data: BYTES.as_ptr(), len: 1 }; 256];
    let mut i = 0;
    while i < 256 {
        // SAFETY: `i` is below the array's length.
        headers[i].data = unsafe { BYTES.as_ptr().add(i) };
        i += 1;
    }
    ByteStrings { headers }
};

/// The string of one byte.
#[inline]
pub fn of_byte(byte: u8) -> Word {
    std::ptr::from_ref(&BYTE_STRINGS.headers[usize::from(byte)]) as Word
}

/// Its header; `string` is not 0.
///
/// # Safety
/// `string` is a string word of the program, not 0.
#[inline(always)]
unsafe fn header(string: Word) -> StringHeader {
    // SAFETY: the caller's promise; headers never change.
    unsafe { *(string as *const StringHeader) }
}

/// Its length in bytes.
///
/// # Safety
/// `string` is a string word.
#[inline(always)]
pub unsafe fn len(string: Word) -> usize {
    if string == 0 {
        return 0;
    }
    // SAFETY: the caller's promise.
    unsafe { header(string).len }
}

/// Its bytes. They live until the next collection that does not reach the string.
///
/// # Safety
/// `string` is a string word that stays reachable, or no collection comes, while they are used.
#[inline(always)]
pub unsafe fn bytes<'a>(string: Word) -> &'a [u8] {
    if string == 0 {
        return &[];
    }
    // SAFETY: the caller's promise; a header's bytes are live and never change.
    unsafe {
        let header = header(string);
        std::slice::from_raw_parts(header.data, header.len)
    }
}

/// A string with room for `len` bytes, to be filled before anybody else sees it: its word and its
/// bytes. `len` is not 0.
pub fn reserve(allocator: &mut Allocator, len: usize) -> Result<(Word, *mut u8), OutOfMemory> {
    let size = len.checked_add(HEADER_BYTES).ok_or(OutOfMemory)?;
    let object = allocator.alloc(size, ObjectKind::PointerFree)?.as_ptr();
    // SAFETY: a new object of that size.
    unsafe {
        let data = object.add(HEADER_BYTES);
        *object.cast::<StringHeader>() = StringHeader { data, len };
        Ok((object as Word, data))
    }
}

/// A new string with these bytes.
#[inline]
pub fn new(allocator: &mut Allocator, bytes: &[u8]) -> Result<Word, OutOfMemory> {
    match *bytes {
        [] => Ok(0),
        [byte] => Ok(of_byte(byte)),
        _ => {
            let (string, data) = reserve(allocator, bytes.len())?;
            // SAFETY: the new string has room for them; it cannot overlap with them.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), data, bytes.len()) };
            Ok(string)
        }
    }
}

/// A string constant outside of the collected heap.
pub fn permanent(area: &Permanent, bytes: &[u8]) -> Word {
    match *bytes {
        [] => 0,
        [byte] => of_byte(byte),
        _ => {
            let object = area.alloc(2 + bytes.len().div_ceil(8));
            // SAFETY: new words, enough for header and bytes.
            unsafe {
                let data = object.add(2).cast::<u8>();
                *object.cast::<StringHeader>() = StringHeader { data, len: bytes.len() };
                std::ptr::copy_nonoverlapping(bytes.as_ptr(), data, bytes.len());
            }
            object as Word
        }
    }
}

/// The byte at `index`.
///
/// # Safety
/// `string` is a string word.
#[inline(always)]
pub unsafe fn index(string: Word, index: i64) -> Result<u8, Fault> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes(string) };
    match bytes.get(index as usize) {
        Some(&byte) => Ok(byte),
        None => Err(Fault::index(index, bytes.len())),
    }
}

/// `string[low:high]`.
///
/// # Safety
/// `string` is a string word.
#[inline]
pub unsafe fn slice(
    allocator: &mut Allocator,
    string: Word,
    low: Option<i64>,
    high: Option<i64>,
) -> Result<Word, Fault> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { bytes(string) };
    let len = bytes.len() as i64;
    let high = high.unwrap_or(len);
    if high as u64 > len as u64 {
        return Err(Fault::Bounds { kind: BoundsKind::SliceLength, x: high, y: len });
    }
    let low = low.unwrap_or(0);
    if low as u64 > high as u64 {
        return Err(Fault::Bounds { kind: BoundsKind::SliceLow, x: low, y: high });
    }
    if low == 0 && high == len {
        return Ok(string);
    }
    Ok(share(allocator, &bytes[low as usize..high as usize])?)
}

/// A string that shares `bytes`, which are (part of) another string's.
pub fn share(allocator: &mut Allocator, bytes: &[u8]) -> Result<Word, OutOfMemory> {
    match *bytes {
        [] => Ok(0),
        [byte] => Ok(of_byte(byte)),
        _ => {
            let object = allocator.alloc(HEADER_BYTES, ObjectKind::Scan)?;
            let header = StringHeader { data: bytes.as_ptr(), len: bytes.len() };
            // SAFETY: a new object of a header's size.
            unsafe { *object.as_ptr().cast::<StringHeader>() = header };
            Ok(object.as_ptr() as Word)
        }
    }
}

/// The concatenation. A single string that is not empty is returned as it is.
///
/// # Safety
/// All are string words.
pub unsafe fn concat(allocator: &mut Allocator, strings: &[Word]) -> Result<Word, OutOfMemory> {
    let mut total = 0usize;
    let mut last = 0;
    for &string in strings {
        // SAFETY: the caller's promise.
        let len = unsafe { len(string) };
        if len > 0 {
            total = total.checked_add(len).ok_or(OutOfMemory)?;
            last = string;
        }
    }
    // SAFETY: the caller's promise.
    if unsafe { len(last) } == total {
        return Ok(last);
    }
    let (string, mut data) = reserve(allocator, total)?;
    for &part in strings {
        // SAFETY: the lengths add up to the room there is; headers never change.
        unsafe {
            let part = bytes(part);
            std::ptr::copy_nonoverlapping(part.as_ptr(), data, part.len());
            data = data.add(part.len());
        }
    }
    Ok(string)
}

/// `left == right`.
///
/// # Safety
/// Both are string words.
#[inline]
pub unsafe fn equal(left: Word, right: Word) -> bool {
    // SAFETY: the caller's promise.
    left == right || unsafe { bytes(left) == bytes(right) }
}

/// The order of two strings, by bytes.
///
/// # Safety
/// Both are string words.
#[inline]
pub unsafe fn compare(left: Word, right: Word) -> Ordering {
    // SAFETY: the caller's promise.
    unsafe { bytes(left).cmp(bytes(right)) }
}

#[cfg(test)]
mod tests;
