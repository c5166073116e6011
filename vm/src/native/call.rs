//! What a native function sees of the machine while it runs: memory for results, types, streams,
//! the program's arguments, and ways to park.

use super::{Any, Element, GoPanic, Opaque, Slice, Str, ValueRef};
use crate::value::{Iface, SliceHeader, StringHeader, Word};
use burrow_bytecode::{Kind, Program, Type, TypeId};

/// A standard stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// os.Stdout
    Output,
    /// os.Stderr
    Error,
}

/// A call of a native function under way. Made by the interpreter only.
pub struct Call {
    pub(crate) program: *const Program,
    /// Slot 0 of the native function's window.
    pub(crate) window: *mut Word,
    /// Slot of the first result.
    pub(crate) results_at: usize,
    pub(crate) panic: Option<GoPanic>,
    pub(crate) exit_status: i32,
}

impl Call {
    pub(crate) fn slot(&self, index: usize) -> *const Word {
        self.window.wrapping_add(index)
    }
    pub(super) fn set_result(&mut self, index: usize, word: Word) {
        // SAFETY: the window has room for the declared results.
        unsafe { *self.window.add(self.results_at + index) = word }
    }

    /// The running program: types, selectors, functions.
    pub fn program(&self) -> &Program {
        // SAFETY: the program outlives every call.
        unsafe { &*self.program }
    }
    /// A type's descriptor.
    pub fn type_of(&self, ty: TypeId) -> &Type {
        &self.program().types[ty.index()]
    }

    /// A Go string with these bytes.
    pub fn new_string(&mut self, bytes: &[u8]) -> Str {
        if bytes.is_empty() {
            return Str::from_word(0);
        }
        let at = self.allocate(size_of::<StringHeader>() + bytes.len(), true);
        // SAFETY: fresh memory of that size.
        unsafe {
            let data = at.add(size_of::<StringHeader>());
            data.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            *(at as *mut StringHeader) = StringHeader { data, len: bytes.len() };
        }
        Str::from_word(at as Word)
    }

    /// A Go slice with these elements (never nil).
    pub fn new_slice<T: Element>(&mut self, elements: &[T]) -> Slice<T> {
        let slice = self.new_slice_of_len::<T>(elements.len());
        slice.copy_from(elements);
        slice
    }

    /// A Go slice of `len` zero elements.
    pub fn new_slice_of_len<T: Element>(&mut self, len: usize) -> Slice<T> {
        let base = self.allocate((len * T::BYTES).max(8), T::POINTER_FREE);
        let header = self.allocate(size_of::<SliceHeader>(), false) as *mut SliceHeader;
        // SAFETY: fresh memory of that size.
        unsafe { *header = SliceHeader { base, len, cap: len } }
        Slice::from_word(header as Word)
    }

    /// A Go string as an interface value.
    pub fn any_string(&mut self, text: &[u8]) -> Any {
        let word = self.new_string(text).word();
        self.box_word(self.program().well_known.string, word)
    }

    /// A Go int as an interface value.
    pub fn any_int(&mut self, value: i64) -> Any {
        self.box_word(self.program().well_known.int, value as Word)
    }

    fn box_word(&mut self, ty: TypeId, word: Word) -> Any {
        let at = self.allocate(8, false) as *mut Word;
        // SAFETY: fresh memory of that size.
        unsafe { *at = word }
        Any::from_word(Iface::new(ty, at as Word).0)
    }

    /// What an interface value holds.
    pub fn value(&self, any: Any) -> Option<ValueRef> {
        (!any.is_nil()).then(|| ValueRef::of_iface(any.iface(), self.program()))
    }

    /// The interface value holding a copy of `value`; an interface's own content is not nested.
    pub fn any(&mut self, value: ValueRef) -> Any {
        let ty = self.type_of(value.ty());
        let (kind, shaped, words) = (ty.kind, ty.pointer_shaped, ty.mem_words as usize);
        if kind == Kind::Interface {
            return Any::from_word(value.word());
        }
        if shaped {
            return Any::from_word(Iface::new(value.ty(), value.word()).0);
        }
        let pointer_free = ty.pointer_free;
        let at = self.allocate(words.max(1) * 8, pointer_free) as *mut Word;
        // SAFETY: fresh memory of the value's size.
        unsafe { value.copy_to(at, self.program()) };
        Any::from_word(Iface::new(value.ty(), at as Word).0)
    }

    /// A map's keys and values, in no order.
    pub fn map_entries(&self, map: ValueRef) -> Vec<(ValueRef, ValueRef)> {
        let _ = map;
        Vec::new()
    }

    /// A pointer to a variable of type `ty`, as a value that can be walked.
    pub fn deref(&self, pointer: Opaque, ty: TypeId) -> Option<ValueRef> {
        (!pointer.is_nil()).then(|| ValueRef::at(ty, pointer.address() as *const u8))
    }

    fn allocate(&mut self, bytes: usize, _pointer_free: bool) -> *mut u8 {
        let words = bytes.div_ceil(8);
        Box::leak(vec![0u64; words].into_boxed_slice()).as_mut_ptr().cast()
    }
}
