//! Slices: a word that is 0 (nil) or the address of an immutable [`SliceHeader`]; appending and
//! reslicing make new headers. Elements lie `stride` bytes apart, small scalars packed. `ty` is the
//! slice's type; positions and lengths are the program's int64 values, unchecked by the caller.

mod bounds;
pub(crate) mod growth;

pub use bounds::{slice_array, slice_slice, to_array};

use crate::fault::{Fault, OutOfMemory};
use crate::heap::{Allocator, ObjectKind};
use crate::runtime_types::{RuntimeType, RuntimeTypes, zero_sized_address};
use crate::strings;
use crate::value::{SliceHeader, Word, copy_words, load_word, store_scalar, store_word};
use burrow_bytecode::{MemKind, TypeId};

/// Its header; of nil: no elements at a base that is never used.
///
/// # Safety
/// `slice` is a slice word of the program.
#[inline(always)]
pub unsafe fn header(slice: Word) -> SliceHeader {
    if slice == 0 {
        return SliceHeader { base: zero_sized_address() as *mut u8, len: 0, cap: 0 };
    }
    // SAFETY: the caller's promise; headers never change.
    unsafe { *(slice as *const SliceHeader) }
}

/// `len(slice)`.
///
/// # Safety
/// `slice` is a slice word.
#[inline(always)]
pub unsafe fn len(slice: Word) -> usize {
    if slice == 0 {
        return 0;
    }
    // SAFETY: the caller's promise.
    unsafe { (*(slice as *const SliceHeader)).len }
}

/// `cap(slice)`.
///
/// # Safety
/// `slice` is a slice word.
#[inline(always)]
pub unsafe fn cap(slice: Word) -> usize {
    if slice == 0 {
        return 0;
    }
    // SAFETY: the caller's promise.
    unsafe { (*(slice as *const SliceHeader)).cap }
}

/// The elements of a slice of one-byte elements.
///
/// # Safety
/// `slice` is the word of such a slice and stays reachable while the bytes are used. A racing
/// program may write them meanwhile.
#[inline]
pub unsafe fn byte_view<'a>(slice: Word) -> &'a [u8] {
    // SAFETY: the caller's promise; base, len and cap belong to one live object.
    unsafe {
        let header = header(slice);
        std::slice::from_raw_parts(header.base, header.len)
    }
}

/// As [`byte_view`], to be written.
///
/// # Safety
/// As [`byte_view`], and no other view of these bytes is in use on this thread.
#[inline]
pub unsafe fn byte_view_mut<'a>(slice: Word) -> &'a mut [u8] {
    // SAFETY: the caller's promise.
    unsafe {
        let header = header(slice);
        std::slice::from_raw_parts_mut(header.base, header.len)
    }
}

/// A new slice word.
#[inline(always)]
pub fn new_header(allocator: &mut Allocator, header: SliceHeader) -> Result<Word, OutOfMemory> {
    let object = allocator.alloc(size_of::<SliceHeader>(), ObjectKind::Scan)?.as_ptr();
    // SAFETY: a new object of a header's size.
    unsafe { *object.cast::<SliceHeader>() = header };
    Ok(object as Word)
}

/// The address of element `index`.
///
/// # Safety
/// `slice` is a slice word whose elements lie `stride` bytes apart.
#[inline(always)]
pub unsafe fn element_address(slice: Word, index: i64, stride: usize) -> Result<Word, Fault> {
    // SAFETY: the caller's promise.
    let header = unsafe { header(slice) };
    if index as u64 >= header.len as u64 {
        return Err(Fault::index(index, header.len));
    }
    Ok(header.base as Word + index as Word * stride as Word)
}

/// An array of `cap` zeroed elements of type `elem`.
fn new_array(allocator: &mut Allocator, elem: &RuntimeType, cap: usize) -> Result<*mut u8, OutOfMemory> {
    let bytes = cap.checked_mul(elem.stride).ok_or(OutOfMemory)?;
    if bytes == 0 {
        return Ok(zero_sized_address() as *mut u8);
    }
    Ok(allocator.alloc(bytes, elem.object_kind())?.as_ptr())
}

/// `make([]E, len, cap)`.
pub fn make(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    len: i64,
    cap: i64,
) -> Result<Word, Fault> {
    let elem = types.get(types.get(ty).elem);
    let fits = |n: i64| {
        u64::try_from(n)
            .is_ok_and(|n| n.checked_mul(elem.go_size).is_some_and(|bytes| bytes <= growth::MAX_BYTES))
    };
    if !fits(len) {
        return Err(Fault::MakeSliceLength);
    }
    if !fits(cap) || cap < len {
        return Err(Fault::MakeSliceCapacity);
    }
    let base = new_array(allocator, elem, cap as usize)?;
    Ok(new_header(allocator, SliceHeader { base, len: len as usize, cap: cap as usize })?)
}

/// A slice of bytes, such as `[]byte(string)`.
pub fn from_bytes(allocator: &mut Allocator, bytes: &[u8]) -> Result<Word, OutOfMemory> {
    let cap = growth::round_up(bytes.len() as u64, true) as usize;
    let base = allocator.alloc(cap.max(1), ObjectKind::PointerFree)?.as_ptr();
    // SAFETY: the new object has room for them and cannot overlap with them.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), base, bytes.len()) };
    new_header(allocator, SliceHeader { base, len: bytes.len(), cap })
}

/// A slice of one-word elements, such as `[]string`.
pub fn from_words(allocator: &mut Allocator, words: &[Word], kind: ObjectKind) -> Result<Word, OutOfMemory> {
    let base = allocator.alloc((words.len() * 8).max(8), kind)?.as_ptr();
    // SAFETY: the new object has room for them.
    unsafe { copy_words(base.cast(), words.as_ptr(), words.len()) };
    new_header(allocator, SliceHeader { base, len: words.len(), cap: words.len() })
}

/// The header for `more` elements behind those of `slice`, in the same array or a larger one.
///
/// # Safety
/// `slice` is a word of a slice of `elem`s.
#[inline]
unsafe fn extend(
    allocator: &mut Allocator,
    elem: &RuntimeType,
    slice: Word,
    more: usize,
) -> Result<SliceHeader, Fault> {
    // SAFETY: the caller's promise.
    let old = unsafe { header(slice) };
    let len = old.len.checked_add(more).filter(|&n| i64::try_from(n).is_ok());
    let len = len.ok_or(Fault::GrowSlice)?;
    if len <= old.cap {
        return Ok(SliceHeader { len, ..old });
    }
    // SAFETY: as above.
    unsafe { grow(allocator, elem, old, len) }
}

/// # Safety
/// `old` is the header of a slice of `elem`s.
#[cold]
#[inline(never)]
unsafe fn grow(
    allocator: &mut Allocator,
    elem: &RuntimeType,
    old: SliceHeader,
    len: usize,
) -> Result<SliceHeader, Fault> {
    let cap = growth::grown_capacity(len as u64, old.cap as u64, elem.go_size, elem.pointer_free)
        .ok_or(Fault::GrowSlice)? as usize;
    let base = new_array(allocator, elem, cap)?;
    // SAFETY: the new array has room for the old elements and cannot overlap with them.
    unsafe { std::ptr::copy_nonoverlapping(old.base, base, old.len * elem.stride) };
    Ok(SliceHeader { base, len, cap })
}

/// `append(slice, values…)`: `count` values in frame representation from `frame` on.
///
/// # Safety
/// `slice` is a word of a slice of type `ty`; `frame` holds `count` values of its element type.
#[inline]
pub unsafe fn append(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    slice: Word,
    frame: *const Word,
    count: usize,
) -> Result<Word, Fault> {
    if count == 0 {
        return Ok(slice);
    }
    let elem_ty = types.get(ty).elem;
    let elem = types.get(elem_ty);
    // SAFETY: the caller's promise; `extend` made room.
    unsafe {
        let header = extend(allocator, elem, slice, count)?;
        let mut to = header.base as Word + ((header.len - count) * elem.stride) as Word;
        let mut from = frame;
        for _ in 0..count {
            match elem.mem_kind {
                MemKind::Words => types.frame_to_memory(elem_ty, from, to as *mut Word),
                MemKind::Word => store_word(to, *from),
                kind => store_scalar(to, kind, *from),
            }
            to += elem.stride as Word;
            from = from.add(elem.frame_words);
        }
        Ok(new_header(allocator, header)?)
    }
}

/// `append(slice, other...)`.
///
/// # Safety
/// Both are words of slices of type `ty` (or of the same element type).
pub unsafe fn append_slice(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    slice: Word,
    other: Word,
) -> Result<Word, Fault> {
    let elem = types.get(types.get(ty).elem);
    // SAFETY: the caller's promise.
    unsafe {
        let from = header(other);
        append_raw(allocator, elem, slice, from.base, from.len)
    }
}

/// `append([]byte, string...)`.
///
/// # Safety
/// `slice` is a word of a slice of type `ty`, of bytes; `string` is a string word.
pub unsafe fn append_string(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    slice: Word,
    string: Word,
) -> Result<Word, Fault> {
    let elem = types.get(types.get(ty).elem);
    // SAFETY: the caller's promise.
    unsafe {
        let from = strings::bytes(string);
        append_raw(allocator, elem, slice, from.as_ptr(), from.len())
    }
}

/// # Safety
/// `from` points to `count` elements.
unsafe fn append_raw(
    allocator: &mut Allocator,
    elem: &RuntimeType,
    slice: Word,
    from: *const u8,
    count: usize,
) -> Result<Word, Fault> {
    if count == 0 {
        return Ok(slice);
    }
    // SAFETY: the caller's promise; `extend` made room. The ranges may overlap.
    unsafe {
        let header = extend(allocator, elem, slice, count)?;
        let to = header.base.add((header.len - count) * elem.stride);
        copy_elements(to, from, count * elem.stride);
        Ok(new_header(allocator, header)?)
    }
}

/// Copies bytes of elements; whole aligned words move whole, so that racing readers never see half
/// an address.
///
/// # Safety
/// Both ranges are live; `to` may be written.
#[inline]
unsafe fn copy_elements(to: *mut u8, from: *const u8, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        if (to as usize | from as usize | bytes).is_multiple_of(8) {
            copy_words(to.cast(), from.cast(), bytes / 8);
        } else {
            std::ptr::copy(from, to, bytes);
        }
    }
}

/// `copy(to, from)`; returns how many elements were copied.
///
/// # Safety
/// Both are words of slices of type `ty` (or of the same element type).
pub unsafe fn copy(types: &RuntimeTypes, ty: TypeId, to: Word, from: Word) -> usize {
    let elem = types.get(types.get(ty).elem);
    // SAFETY: the caller's promise.
    unsafe {
        let (to, from) = (header(to), header(from));
        let count = to.len.min(from.len);
        copy_elements(to.base, from.base, count * elem.stride);
        count
    }
}

/// `copy([]byte, string)`.
///
/// # Safety
/// `to` is a word of a slice of bytes, `from` a string word.
pub unsafe fn copy_string(to: Word, from: Word) -> usize {
    // SAFETY: the caller's promise.
    unsafe {
        let (to, from) = (header(to), strings::bytes(from));
        let count = to.len.min(from.len());
        std::ptr::copy(from.as_ptr(), to.base, count);
        count
    }
}

/// `clear(slice)`.
///
/// # Safety
/// `slice` is a word of a slice of type `ty`.
pub unsafe fn clear(types: &RuntimeTypes, ty: TypeId, slice: Word) {
    let elem = types.get(types.get(ty).elem);
    // SAFETY: the caller's promise.
    unsafe {
        let header = header(slice);
        std::ptr::write_bytes(header.base, 0, header.len * elem.stride);
    }
}

/// The words of a slice of one-word elements, such as the `[]string` or `[]any` a native receives.
///
/// # Safety
/// `slice` is the word of such a slice.
pub unsafe fn words(slice: Word) -> Vec<Word> {
    // SAFETY: the caller's promise.
    unsafe {
        let header = header(slice);
        (0..header.len).map(|i| load_word(header.base as Word + 8 * i as Word)).collect()
    }
}

#[cfg(test)]
mod tests;
