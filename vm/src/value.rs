//! How Go values lie in 64-bit words. Headers (of strings and slices) are never changed once made,
//! and every word is valid by itself, so that a racing script can see old values but never broken
//! ones. Heap words are read and written as relaxed atomics.
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

use burrow_bytecode::{FunctionId, TypeId};

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
    pub const fn new(ty: TypeId, payload: Word) -> Iface {
        Iface((ty.0 as Word) << 48 | payload & ((1 << 48) - 1))
    }
    /// The dynamic type; [`TypeId::NIL`] for nil.
    pub const fn ty(self) -> TypeId {
        TypeId((self.0 >> 48) as u16)
    }
    /// The value or its box's address.
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
