//! How Go values lie in 64-bit words. Headers (of strings and slices) are never changed once made,
//! and every word is valid by itself, so that a racing script can see old values but never broken
//! ones. Heap words are read as relaxed atomics and written with release: what a word points to is
//! complete before another thread can see the word (readers follow the address, which orders them).
//! On x86-64 both are plain moves.
//!
//! | Go | word |
//! |---|---|
//! | integers, floats, bool | the bits, canonical (see `bytecode::instruction`) |
//! | pointer, chan, map, func | an address, 0 is nil; pointers may be interior |
//! | string | address of a [`StringHeader`]; 0 is "" |
//! | slice | address of a [`SliceHeader`]; 0 is nil |
//! | interface | [`Iface`]: type id in the upper 16 bits, payload in the lower 48; 0 is nil |
//! | struct | its fields' words; array: packed elements, rounded up to words |
//! | complex | two words: real and imaginary part (complex64: float32 bits each) |

use burrow_bytecode::{FunctionId, MemKind, TypeId};
use std::sync::atomic::{
    AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering::Relaxed, Ordering::Release, fence,
};

/// A 64-bit word.
pub type Word = u64;

/// A string: `len` bytes at `data`. Fresh strings have their bytes right behind the header;
/// substrings point into another string's bytes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct StringHeader {
    /// First byte.
    pub data: *const u8,
    /// Bytes.
    pub len: usize,
}

/// A slice: elements at `base`, lengths in elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct SliceHeader {
    /// First element (not null, also of empty slices).
    pub base: *mut u8,
    /// Elements.
    pub len: usize,
    /// Elements up to the end of the array.
    pub cap: usize,
}

/// An interface word. The payload is the value itself for pointer-shaped types, else the address
/// of an immutable box with the value's memory representation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Iface(pub Word);

impl Iface {
    /// nil
    pub const NIL: Iface = Iface(0);
    /// From parts; `payload` has at most 48 bits.
    #[inline(always)]
    pub const fn new(ty: TypeId, payload: Word) -> Iface {
        Iface((ty.0 as Word) << 48 | payload & ((1 << 48) - 1))
    }
    /// The dynamic type; [`TypeId::NIL`] for nil.
    #[inline(always)]
    pub const fn ty(self) -> TypeId {
        TypeId((self.0 >> 48) as u16)
    }
    /// The value or its box's address.
    #[inline(always)]
    pub const fn payload(self) -> Word {
        self.0 & ((1 << 48) - 1)
    }
}

/// What a func value points to; captured words follow it.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Closure {
    /// The function to call.
    pub function: FunctionId,
    /// Captured words behind this header.
    pub captures: u32,
}

/// Bits of a word that hold an address.
pub const ADDRESS_MASK: Word = (1 << 48) - 1;

/// Copies of at most this many words go word by word; longer ones through `memmove`, which moves
/// aligned words whole on every processor this machine runs on.
const WORD_COPY_MAX: usize = 16;

/// The word at `address`.
///
/// # Safety
/// `address` is aligned to 8 bytes and points to a live word of a heap object, a global or a frame.
#[inline(always)]
pub unsafe fn load_word(address: Word) -> Word {
    // SAFETY: the caller's promise; relaxed: racing programs may see old values, never torn ones.
    unsafe { (*(address as *const AtomicU64)).load(Relaxed) }
}

/// Writes the word at `address`. Every store of a word that may be an address goes through here or
/// [`copy_words`], so that a write barrier has one place to go.
///
/// # Safety
/// As [`load_word`], and the word may be written.
#[inline(always)]
pub unsafe fn store_word(address: Word, value: Word) {
    // SAFETY: the caller's promise; release: see the module's head.
    unsafe { (*(address as *const AtomicU64)).store(value, Release) }
}

/// The scalar of this kind at `address`, canonical in its word.
///
/// # Safety
/// `address` is aligned to and points to a live scalar of `kind`; not [`MemKind::Words`].
#[inline(always)]
pub unsafe fn load_scalar(address: Word, kind: MemKind) -> Word {
    // SAFETY: the caller's promise.
    unsafe {
        match kind {
            MemKind::I8 => (*(address as *const AtomicU8)).load(Relaxed) as i8 as i64 as Word,
            MemKind::U8 => Word::from((*(address as *const AtomicU8)).load(Relaxed)),
            MemKind::I16 => (*(address as *const AtomicU16)).load(Relaxed) as i16 as i64 as Word,
            MemKind::U16 => Word::from((*(address as *const AtomicU16)).load(Relaxed)),
            MemKind::I32 => (*(address as *const AtomicU32)).load(Relaxed) as i32 as i64 as Word,
            MemKind::U32 => Word::from((*(address as *const AtomicU32)).load(Relaxed)),
            MemKind::Word | MemKind::Words => load_word(address),
        }
    }
}

/// Stores the low bits of `value` as a scalar of `kind`.
///
/// # Safety
/// As [`load_scalar`], and it may be written.
#[inline(always)]
pub unsafe fn store_scalar(address: Word, kind: MemKind, value: Word) {
    // SAFETY: the caller's promise.
    unsafe {
        match kind {
            MemKind::I8 | MemKind::U8 => {
                (*(address as *const AtomicU8)).store(value as u8, Relaxed);
            }
            MemKind::I16 | MemKind::U16 => {
                (*(address as *const AtomicU16)).store(value as u16, Relaxed);
            }
            MemKind::I32 | MemKind::U32 => {
                (*(address as *const AtomicU32)).store(value as u32, Relaxed);
            }
            MemKind::Word | MemKind::Words => store_word(address, value),
        }
    }
}

/// Copies `count` words; the ranges may overlap.
///
/// # Safety
/// Both ranges are live and aligned; `to` may be written.
#[inline]
pub unsafe fn copy_words(to: *mut Word, from: *const Word, count: usize) {
    if count > WORD_COPY_MAX {
        fence(Release); // as each store's of `store_word`
        // SAFETY: the caller's promise.
        unsafe { std::ptr::copy(from, to, count) };
        return;
    }
    // SAFETY: the caller's promise; the direction keeps overlapping words intact.
    unsafe {
        if (to as usize) <= from as usize {
            for i in 0..count {
                store_word(to.add(i) as Word, load_word(from.add(i) as Word));
            }
        } else {
            for i in (0..count).rev() {
                store_word(to.add(i) as Word, load_word(from.add(i) as Word));
            }
        }
    }
}

/// Sets `count` words to zero.
///
/// # Safety
/// The range is live, aligned and may be written.
#[inline]
pub unsafe fn zero_words(to: *mut Word, count: usize) {
    if count > WORD_COPY_MAX {
        // SAFETY: the caller's promise.
        unsafe { std::ptr::write_bytes(to, 0, count) };
        return;
    }
    for i in 0..count {
        // SAFETY: the caller's promise.
        unsafe { store_word(to.add(i) as Word, 0) };
    }
}
