//! Walking Go values by their type descriptors: what fmt, reflect, sort and encodings need.
//! A [`ValueRef`] is a type and a place in memory (or a pointer-shaped word); it is valid while
//! the native function runs, and reads whatever the program has stored there last.

use super::Opaque;
use crate::value::{Iface, SliceHeader, StringHeader, Word};
use burrow_bytecode::{Kind, MemKind, Program, SelectorId, Type, TypeId};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering::Relaxed};

/// A Go value in memory.
#[derive(Clone, Copy, Debug)]
pub struct ValueRef {
    ty: TypeId,
    place: Place,
    stays: PhantomData<*const u8>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    /// A pointer-shaped value itself.
    Word(Word),
    /// Address of the memory representation.
    Memory(*const u8),
}

/// A struct's field.
#[derive(Clone, Copy, Debug)]
pub struct FieldRef<'p> {
    /// Its description: name, tag, exported or not.
    pub field: &'p burrow_bytecode::Field,
    /// Its value.
    pub value: ValueRef,
}

impl ValueRef {
    pub(crate) fn at(ty: TypeId, address: *const u8) -> ValueRef {
        ValueRef { ty, place: Place::Memory(address), stays: PhantomData }
    }
    pub(crate) fn of_word(ty: TypeId, word: Word) -> ValueRef {
        ValueRef { ty, place: Place::Word(word), stays: PhantomData }
    }
    pub(crate) fn of_iface(iface: Iface, program: &Program) -> ValueRef {
        if program.types[iface.ty().index()].pointer_shaped {
            ValueRef::of_word(iface.ty(), iface.payload())
        } else {
            ValueRef::at(iface.ty(), iface.payload() as *const u8)
        }
    }

    /// Its type.
    pub fn ty(self) -> TypeId {
        self.ty
    }
    /// Its type's descriptor.
    pub fn descriptor(self, program: &Program) -> &Type {
        &program.types[self.ty.index()]
    }
    /// Its kind.
    pub fn kind(self, program: &Program) -> Kind {
        self.descriptor(program).kind
    }
    /// Where it lies; `None` for a pointer-shaped value that lies nowhere.
    pub fn address(self) -> Option<u64> {
        match self.place {
            Place::Word(_) => None,
            Place::Memory(at) => Some(at as u64),
        }
    }

    /// The first word, as it stands.
    pub(crate) fn word(self) -> Word {
        match self.place {
            Place::Word(word) => word,
            // SAFETY: a value's address is valid and aligned while the native function runs.
            Place::Memory(at) => unsafe { AtomicU64::from_ptr(at as *mut u64) }.load(Relaxed),
        }
    }
    /// The scalar as its canonical word (see `bytecode::instruction`).
    pub(crate) fn scalar(self, program: &Program) -> Word {
        let Place::Memory(at) = self.place else {
            return self.word();
        };
        // SAFETY: a scalar's address is aligned to its own width and valid.
        unsafe {
            let byte = || AtomicU8::from_ptr(at as *mut u8).load(Relaxed);
            let short = || AtomicU16::from_ptr(at as *mut u16).load(Relaxed);
            let half = || AtomicU32::from_ptr(at as *mut u32).load(Relaxed);
            match self.descriptor(program).mem_kind {
                MemKind::I8 => byte() as i8 as i64 as Word,
                MemKind::U8 => byte().into(),
                MemKind::I16 => short() as i16 as i64 as Word,
                MemKind::U16 => short().into(),
                MemKind::I32 => half() as i32 as i64 as Word,
                MemKind::U32 => half().into(),
                MemKind::Word | MemKind::Words => self.word(),
            }
        }
    }

    /// What a frame holds for a value of one word: a scalar's bits, the address of a string's or
    /// slice's header.
    pub fn frame_word(self, program: &Program) -> u64 {
        self.scalar(program)
    }

    /// A bool's value.
    pub fn bool(self, program: &Program) -> bool {
        self.scalar(program) & 1 != 0
    }
    /// A signed integer's value.
    pub fn int(self, program: &Program) -> i64 {
        self.scalar(program) as i64
    }
    /// An unsigned integer's value.
    pub fn uint(self, program: &Program) -> u64 {
        self.scalar(program)
    }
    /// A float's value.
    pub fn float(self, program: &Program) -> f64 {
        let bits = self.scalar(program);
        if self.kind(program) == Kind::Float32 {
            f32::from_bits(bits as u32).into()
        } else {
            f64::from_bits(bits)
        }
    }
    /// A complex number's parts.
    pub fn complex(self, program: &Program) -> (f64, f64) {
        let part = |index| {
            let word = self.offset(self.ty, index).word();
            if self.kind(program) == Kind::Complex64 {
                f32::from_bits(word as u32).into()
            } else {
                f64::from_bits(word)
            }
        };
        (part(0), part(1))
    }
    /// A string's bytes, copied.
    pub fn string(self) -> Vec<u8> {
        self.with_string(<[u8]>::to_vec)
    }
    /// A string's bytes, where they lie.
    pub fn with_string<R>(self, read: impl FnOnce(&[u8]) -> R) -> R {
        let header = self.word() as *const StringHeader;
        if header.is_null() {
            return read(&[]);
        }
        // SAFETY: a string's word is 0 or its header's address; bytes never change.
        read(unsafe { std::slice::from_raw_parts((*header).data, (*header).len) })
    }
    /// A pointer, channel, map, func or unsafe.Pointer as its address.
    pub fn pointer(self) -> Opaque {
        Opaque::from_word(self.word())
    }
    /// What an interface holds; `None` for nil.
    pub fn interface(self, program: &Program) -> Option<ValueRef> {
        let iface = Iface(self.word());
        (iface != Iface::NIL).then(|| ValueRef::of_iface(iface, program))
    }
    /// What a pointer points to; `None` for nil.
    pub fn pointee(self, program: &Program) -> Option<ValueRef> {
        let at = self.word();
        (at != 0).then(|| ValueRef::at(self.descriptor(program).elem, at as *const u8))
    }
    /// A nil slice, map, pointer, func, channel or interface.
    pub fn is_nil(self) -> bool {
        self.word() == 0
    }

    fn offset(self, ty: TypeId, words: usize) -> ValueRef {
        match self.place {
            Place::Word(word) => ValueRef::of_word(ty, word),
            Place::Memory(at) => ValueRef::at(ty, at.wrapping_add(words * 8)),
        }
    }

    /// A struct's fields.
    pub fn fields(self, program: &Program) -> impl Iterator<Item = FieldRef<'_>> {
        self.descriptor(program)
            .fields
            .iter()
            .map(move |field| FieldRef { field, value: self.offset(field.ty, field.offset_words as usize) })
    }

    /// Address of a slice's first element; 0 for nil.
    pub fn slice_base(self) -> u64 {
        self.slice_header().map_or(0, |h| h.base as u64)
    }
    fn slice_header(self) -> Option<SliceHeader> {
        let header = self.word() as *const SliceHeader;
        // SAFETY: a slice's word is 0 or its header's address; headers never change.
        (!header.is_null()).then(|| unsafe { *header })
    }
    /// Length of an array, slice or string. (Maps: `ValueRef::entries`.)
    pub fn len(self, program: &Program) -> usize {
        let ty = self.descriptor(program);
        match ty.kind {
            Kind::Array => ty.len as usize,
            Kind::Slice => self.slice_header().map_or(0, |h| h.len),
            Kind::String => self.with_string(<[u8]>::len),
            _ => 0,
        }
    }
    /// Capacity of an array or slice.
    pub fn capacity(self, program: &Program) -> usize {
        let ty = self.descriptor(program);
        match ty.kind {
            Kind::Array => ty.len as usize,
            Kind::Slice => self.slice_header().map_or(0, |h| h.cap),
            _ => 0,
        }
    }
    /// The element of an array or slice.
    pub fn index(self, program: &Program, index: usize) -> Option<ValueRef> {
        let ty = self.descriptor(program);
        let base = match (ty.kind, self.place) {
            (Kind::Array, Place::Memory(at)) => at,
            (Kind::Slice, _) => self.slice_header()?.base.cast_const(),
            _ => return None,
        };
        let elem = &program.types[ty.elem.index()];
        let bytes = elem.mem_kind.bytes().unwrap_or(elem.mem_words * 8) as usize;
        (index < self.len(program)).then(|| ValueRef::at(ty.elem, base.wrapping_add(index * bytes)))
    }

    /// The type's method set has this method: name and signature.
    pub fn has_method(self, program: &Program, selector: SelectorId) -> bool {
        let methods = &self.descriptor(program).methods;
        methods.binary_search_by_key(&selector, |m| m.selector).is_ok()
    }

    /// Copies the memory representation.
    ///
    /// # Safety
    /// `to` has room for the type's `mem_words`.
    pub(crate) unsafe fn copy_to(self, to: *mut Word, program: &Program) {
        let ty = self.descriptor(program);
        match self.place {
            Place::Memory(at) if ty.mem_kind == MemKind::Words => {
                for i in 0..ty.mem_words as usize {
                    // SAFETY: the value has that many words, and so has `to`.
                    unsafe {
                        let word = AtomicU64::from_ptr(at.add(i * 8) as *mut u64).load(Relaxed);
                        *to.add(i) = word;
                    }
                }
            }
            // SAFETY: one word.
            _ => unsafe { *to = self.scalar(program) },
        }
    }
}
