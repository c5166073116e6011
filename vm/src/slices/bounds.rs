//! Slice expressions: the checks, in Go's order and with Go's numbers, and the new headers.

use super::{header, new_header};
use crate::fault::{BoundsKind, Fault};
use crate::heap::Allocator;
use crate::runtime_types::RuntimeTypes;
use crate::value::{SliceHeader, Word};
use burrow_bytecode::TypeId;

/// Checks `[low:high:max]` of something with `cap` elements of which `[:high]` defaults to `len`.
/// `array`: texts say "length" instead of "capacity". Returns low, high, max.
fn check(
    low: Option<i64>,
    high: Option<i64>,
    max: Option<i64>,
    len: usize,
    cap: usize,
    array: bool,
) -> Result<(usize, usize, usize), Fault> {
    let outside = |x: i64, limit: i64| x as u64 > limit as u64;
    let fail = |kind, x, y| Err(Fault::Bounds { kind, x, y });
    let cap = cap as i64;
    let low = low.unwrap_or(0);
    let Some(max) = max else {
        let high = high.unwrap_or(len as i64);
        if outside(high, cap) {
            let kind = if array { BoundsKind::SliceLength } else { BoundsKind::SliceCapacity };
            return fail(kind, high, cap);
        }
        if outside(low, high) {
            return fail(BoundsKind::SliceLow, low, high);
        }
        return Ok((low as usize, high as usize, cap as usize));
    };
    let high = high.unwrap_or(len as i64);
    if outside(max, cap) {
        let kind = if array { BoundsKind::MaxLength } else { BoundsKind::MaxCapacity };
        return fail(kind, max, cap);
    }
    if outside(high, max) {
        return fail(BoundsKind::MaxHigh, high, max);
    }
    if outside(low, high) {
        return fail(BoundsKind::MaxLow, low, high);
    }
    Ok((low as usize, high as usize, max as usize))
}

/// The header of elements `low` to `high`. Without capacity the base stays where it is, so that it
/// does not point behind the array.
fn part(base: *mut u8, stride: usize, bounds: (usize, usize, usize)) -> SliceHeader {
    let (low, high, max) = bounds;
    let skip = if max > low { low * stride } else { 0 };
    SliceHeader { base: base.wrapping_add(skip), len: high - low, cap: max - low }
}

/// `slice[low:high:max]` of elements of `stride` bytes.
///
/// # Safety
/// `slice` is a word of a slice of such elements.
#[inline]
pub unsafe fn slice_slice(
    allocator: &mut Allocator,
    slice: Word,
    stride: usize,
    low: Option<i64>,
    high: Option<i64>,
    max: Option<i64>,
) -> Result<Word, Fault> {
    // SAFETY: the caller's promise.
    let old = unsafe { header(slice) };
    let bounds = check(low, high, max, old.len, old.cap, false)?;
    if slice == 0 {
        return Ok(0); // a part of nil is nil
    }
    Ok(new_header(allocator, part(old.base, stride, bounds))?)
}

/// `array[low:high:max]` of the array of type `array` at `pointer`.
///
/// # Safety
/// `pointer` is 0 or the address of such an array.
pub unsafe fn slice_array(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    pointer: Word,
    array: TypeId,
    low: Option<i64>,
    high: Option<i64>,
    max: Option<i64>,
) -> Result<Word, Fault> {
    if pointer == 0 {
        return Err(Fault::NilDereference);
    }
    let info = types.get(array);
    let len = info.len as usize;
    let bounds = check(low, high, max, len, len, true)?;
    let stride = types.get(info.elem).stride;
    Ok(new_header(allocator, part(pointer as *mut u8, stride, bounds))?)
}

/// The address of the first element as a pointer to an array of `len`; 0 of a nil slice (`len` 0).
///
/// # Safety
/// `slice` is a slice word.
pub unsafe fn to_array(slice: Word, len: usize) -> Result<Word, Fault> {
    if slice == 0 && len == 0 {
        return Ok(0);
    }
    // SAFETY: the caller's promise.
    let header = unsafe { header(slice) };
    if header.len < len {
        let (x, y) = (len as i64, header.len as i64);
        return Err(Fault::Bounds { kind: BoundsKind::Convert, x, y });
    }
    Ok(header.base as Word)
}
