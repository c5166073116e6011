//! Go values as arguments of native functions: how each Rust type is read from the window.

use super::{Any, Opaque, Shape};
use crate::value::{SliceHeader, StringHeader, Word};
use burrow_bytecode::Kind;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering::Relaxed};

/// A type that a native function can take.
pub trait FromGo: Sized {
    /// Slots it takes.
    const WORDS: usize = 1;
    /// The Go types it stands for.
    const SHAPE: Shape;
    /// Reads it.
    ///
    /// # Safety
    /// `WORDS` slots from `slot` on hold a value of a Go type of this shape.
    unsafe fn read(slot: *const Word) -> Self;
}

/// A type that Go keeps packed in slices.
pub trait Element: Copy {
    /// Kinds of Go types it stands for.
    const KINDS: &'static [Kind];
    /// Bytes of an element.
    const BYTES: usize;
    /// Holds no address.
    const POINTER_FREE: bool;
    /// Reads an element.
    ///
    /// # Safety
    /// `at` is the address of an element of this type.
    unsafe fn load(at: *const u8) -> Self;
    /// Writes an element.
    ///
    /// # Safety
    /// As [`Element::load`].
    unsafe fn store(self, at: *mut u8);
}

macro_rules! scalar {
    ($($ty:ty, $atomic:ty, $bits:ty, [$($kind:ident),*], $from:expr, $to:expr;)*) => {$(
        impl FromGo for $ty {
            const SHAPE: Shape = Shape::of(&[$(Kind::$kind),*]);
            unsafe fn read(slot: *const Word) -> Self {
                let from: fn($bits) -> $ty = $from;
                // SAFETY: the caller's promise.
                from(unsafe { *slot } as $bits)
            }
        }
        impl Element for $ty {
            const KINDS: &'static [Kind] = &[$(Kind::$kind),*];
            const BYTES: usize = size_of::<$bits>();
            const POINTER_FREE: bool = true;
            unsafe fn load(at: *const u8) -> Self {
                let from: fn($bits) -> $ty = $from;
                // SAFETY: the caller's promise; elements are aligned to their size.
                from(unsafe { <$atomic>::from_ptr(at as *mut $bits) }.load(Relaxed))
            }
            unsafe fn store(self, at: *mut u8) {
                let to: fn($ty) -> $bits = $to;
                // SAFETY: the caller's promise; elements are aligned to their size.
                unsafe { <$atomic>::from_ptr(at as *mut $bits) }.store(to(self), Relaxed)
            }
        }
    )*};
}
scalar! {
    i8, AtomicU8, u8, [Int8], |b| b as i8, |v| v as u8;
    i16, AtomicU16, u16, [Int16], |b| b as i16, |v| v as u16;
    i32, AtomicU32, u32, [Int32], |b| b as i32, |v| v as u32;
    i64, AtomicU64, u64, [Int, Int64], |b| b as i64, |v| v as u64;
    u8, AtomicU8, u8, [Uint8], |b| b, |v| v;
    u16, AtomicU16, u16, [Uint16], |b| b, |v| v;
    u32, AtomicU32, u32, [Uint32], |b| b, |v| v;
    u64, AtomicU64, u64, [Uint, Uint64, Uintptr], |b| b, |v| v;
    bool, AtomicU8, u8, [Bool], |b| b != 0, |v| v as u8;
    f32, AtomicU32, u32, [Float32], f32::from_bits, f32::to_bits;
    f64, AtomicU64, u64, [Float64], f64::from_bits, f64::to_bits;
}

macro_rules! word_element {
    ($($ty:ty, [$($kind:ident),*];)*) => {$(
        impl FromGo for $ty {
            const SHAPE: Shape = Shape::of(&[$(Kind::$kind),*]);
            unsafe fn read(slot: *const Word) -> Self {
                // SAFETY: the caller's promise.
                Self::from_word(unsafe { *slot })
            }
        }
        impl Element for $ty {
            const KINDS: &'static [Kind] = &[$(Kind::$kind),*];
            const BYTES: usize = 8;
            const POINTER_FREE: bool = false;
            unsafe fn load(at: *const u8) -> Self {
                // SAFETY: the caller's promise.
                Self::from_word(unsafe { AtomicU64::from_ptr(at as *mut u64) }.load(Relaxed))
            }
            unsafe fn store(self, at: *mut u8) {
                // SAFETY: the caller's promise.
                unsafe { AtomicU64::from_ptr(at as *mut u64) }.store(self.word(), Relaxed)
            }
        }
    )*};
}
word_element! {
    Str, [String];
    Any, [Interface];
    Opaque, [Pointer, Chan, Map, Func, UnsafePointer, Uintptr];
}

/// An immutable Go string.
#[derive(Clone, Copy)]
pub struct Str {
    header: *const StringHeader,
}

impl Str {
    /// From a string's word.
    pub(crate) fn from_word(word: Word) -> Str {
        Str { header: word as *const StringHeader }
    }
    /// The string's word.
    pub(crate) fn word(self) -> Word {
        self.header as Word
    }
    /// Its bytes; they need not be UTF-8.
    pub fn bytes(&self) -> &[u8] {
        if self.header.is_null() {
            return &[];
        }
        // SAFETY: a string's word is 0 or the address of its header; headers and bytes never
        // change, and live as long as the native function runs.
        unsafe {
            let header = *self.header;
            std::slice::from_raw_parts(header.data, header.len)
        }
    }
    /// Bytes.
    pub fn len(&self) -> usize {
        self.bytes().len()
    }
    /// `""`
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// As text, when it is UTF-8.
    pub fn as_utf8(&self) -> Option<&str> {
        std::str::from_utf8(self.bytes()).ok()
    }
    /// As text, with U+FFFD for what is not UTF-8.
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes())
    }
}

/// A Go slice of packed elements. Other goroutines may write the elements meanwhile: each access
/// gives some value that was written.
pub struct Slice<T> {
    header: *const SliceHeader,
    element: PhantomData<*const T>,
}

/// `[]byte`
pub type Bytes = Slice<u8>;

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Slice<T> {}

impl<T: Element> FromGo for Slice<T> {
    const SHAPE: Shape = Shape { kinds: &[Kind::Slice], elements: Some(T::KINDS) };
    unsafe fn read(slot: *const Word) -> Self {
        // SAFETY: the caller's promise.
        Slice::from_word(unsafe { *slot })
    }
}

impl<T: Element> Slice<T> {
    /// From a slice's word.
    pub(crate) fn from_word(word: Word) -> Slice<T> {
        Slice { header: word as *const SliceHeader, element: PhantomData }
    }
    /// The slice's word.
    pub(crate) fn word(self) -> Word {
        self.header as Word
    }
    /// `s == nil`
    pub fn is_nil(&self) -> bool {
        self.header.is_null()
    }
    fn header(&self) -> SliceHeader {
        if self.header.is_null() {
            return SliceHeader { base: 8 as *mut u8, len: 0, cap: 0 };
        }
        // SAFETY: a slice's word is 0 or the address of its header, which never changes.
        unsafe { *self.header }
    }
    /// Elements.
    pub fn len(&self) -> usize {
        self.header().len
    }
    /// `len(s) == 0`
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Elements up to the array's end.
    pub fn capacity(&self) -> usize {
        self.header().cap
    }
    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<T> {
        let header = self.header();
        // SAFETY: within the slice's elements.
        (index < header.len).then(|| unsafe { T::load(header.base.add(index * T::BYTES)) })
    }
    /// Sets the element at `index`; false when out of range.
    pub fn set(&self, index: usize, value: T) -> bool {
        let header = self.header();
        if index < header.len {
            // SAFETY: within the slice's elements.
            unsafe { value.store(header.base.add(index * T::BYTES)) }
        }
        index < header.len
    }
    /// All elements.
    pub fn iter(&self) -> impl Iterator<Item = T> + use<T> {
        let header = self.header();
        // SAFETY: within the slice's elements.
        (0..header.len).map(move |i| unsafe { T::load(header.base.add(i * T::BYTES)) })
    }
    /// A copy.
    pub fn to_vec(&self) -> Vec<T> {
        self.iter().collect()
    }
    /// Copies as many elements as fit; their number.
    pub fn copy_from(&self, from: &[T]) -> usize {
        let header = self.header();
        let count = header.len.min(from.len());
        for (index, &value) in from[..count].iter().enumerate() {
            // SAFETY: within the slice's elements.
            unsafe { value.store(header.base.add(index * T::BYTES)) }
        }
        count
    }
}

impl Slice<u8> {
    /// The bytes without a copy, for scanning. A program that races on them may see any mixture
    /// of old and new bytes here, as it may in Go; do not derive memory safety from what they say
    /// (take a copy with [`Slice::to_vec`] to check and then trust).
    pub fn with<R>(&self, read: impl FnOnce(&[u8]) -> R) -> R {
        let header = self.header();
        // SAFETY: `len` bytes at `base` belong to the slice and live during the call.
        read(unsafe { std::slice::from_raw_parts(header.base, header.len) })
    }
}
