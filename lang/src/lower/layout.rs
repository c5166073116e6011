//! How values of each type lie in registers and in memory: the rules that `bytecode::types`
//! documents, computed from the front end's types and remembered.

use crate::hash::HashMap;
use crate::recursion::recurse;
use crate::types::{Basic, TypeId, TypeKind, Types};
use burrow_bytecode::{BY_REF_WORDS, MemKind};
use std::cell::RefCell;
use std::rc::Rc;

/// The layout of a type; sizes in 64-bit words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Words in consecutive registers.
    pub frame_words: u32,
    /// Words in memory.
    pub mem_words: u32,
    /// How an element lies in a slice or array, and behind a pointer.
    pub mem_kind: MemKind,
    /// In a frame, the address of a private object.
    pub by_ref: bool,
    /// Holds no address.
    pub pointer_free: bool,
}

impl Layout {
    const fn scalar(mem_kind: MemKind, pointer_free: bool) -> Layout {
        Layout { frame_words: 1, mem_words: 1, mem_kind, by_ref: false, pointer_free }
    }
    const fn words(words: u32, pointer_free: bool) -> Layout {
        let mem_kind = if words == 1 { MemKind::Word } else { MemKind::Words };
        Layout { frame_words: words, mem_words: words, mem_kind, by_ref: false, pointer_free }
    }
    /// Bytes from one element of a slice or array to the next.
    pub fn stride(self) -> u32 {
        self.mem_kind.bytes().unwrap_or(self.mem_words.saturating_mul(8))
    }
    /// Takes no registers: nothing is ever moved.
    pub fn empty(self) -> bool {
        self.frame_words == 0
    }
}

/// Layouts of all types asked for.
pub struct Layouts<'a> {
    types: &'a Types,
    known: RefCell<HashMap<TypeId, Layout>>,
    /// Of wide structs, where each field begins.
    offsets: RefCell<HashMap<TypeId, Rc<[u32]>>>,
}

/// The offsets of fields from here on are remembered.
const WIDE_FROM: u32 = 16;

impl<'a> Layouts<'a> {
    /// None known yet.
    pub fn new(types: &'a Types) -> Layouts<'a> {
        Layouts { types, known: RefCell::default(), offsets: RefCell::default() }
    }

    /// The layout of `ty`; of a tuple, its elements one after the other.
    pub fn of(&self, ty: TypeId) -> Layout {
        if let Some(&layout) = self.known.borrow().get(&ty) {
            return layout;
        }
        let layout = recurse(|| self.compute(ty));
        self.known.borrow_mut().insert(ty, layout);
        layout
    }

    /// Registers that a value takes.
    pub fn frame_words(&self, ty: TypeId) -> u32 {
        self.of(ty).frame_words
    }

    /// Words from the start of a struct to field `index`, in memory (and in registers).
    pub fn field_offset(&self, struct_ty: TypeId, index: u32) -> u32 {
        if index >= WIDE_FROM {
            let known = self.offsets.borrow().get(&struct_ty).cloned();
            let offsets = known.unwrap_or_else(|| self.remember_offsets(struct_ty));
            return offsets.get(index as usize).copied().unwrap_or(0);
        }
        let fields = self.types.fields(struct_ty);
        let before = fields.iter().flat_map(|f| f.iter()).take(index as usize);
        before.map(|f| self.of(f.ty).mem_words).fold(0, u32::saturating_add)
    }

    fn remember_offsets(&self, struct_ty: TypeId) -> Rc<[u32]> {
        let fields = self.types.fields(struct_ty);
        let words = fields.iter().flat_map(|fields| fields.iter()).map(|f| self.of(f.ty).mem_words);
        let begin = |end: &mut u32, words: u32| Some(std::mem::replace(end, end.saturating_add(words)));
        let offsets: Rc<[u32]> = words.scan(0, begin).collect();
        self.offsets.borrow_mut().insert(struct_ty, offsets.clone());
        offsets
    }

    fn compute(&self, ty: TypeId) -> Layout {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(basic) => basic_layout(basic),
            TypeKind::Array { len, elem } => self.array(len, elem),
            TypeKind::Struct(fields) => self.structure(fields.iter().map(|f| f.ty)),
            TypeKind::Tuple(types) => {
                let words = types.iter().map(|&t| self.of(t).frame_words).sum();
                Layout::words(words, false)
            }
            _ => Layout::words(1, false),
        }
    }

    fn array(&self, len: u64, elem: TypeId) -> Layout {
        let element = self.of(elem);
        let bytes = len.saturating_mul(u64::from(element.stride()));
        let mem_words = u32::try_from(bytes.div_ceil(8)).unwrap_or(u32::MAX);
        let by_ref = mem_words > 0;
        Layout {
            frame_words: u32::from(by_ref),
            mem_words,
            mem_kind: MemKind::Words,
            by_ref,
            pointer_free: element.pointer_free,
        }
    }

    fn structure(&self, fields: impl Iterator<Item = TypeId>) -> Layout {
        let (mut words, mut by_ref, mut pointer_free) = (0u32, false, true);
        for field in fields {
            let layout = self.of(field);
            words = words.saturating_add(layout.mem_words);
            by_ref |= layout.by_ref;
            pointer_free &= layout.pointer_free;
        }
        if by_ref || words > BY_REF_WORDS {
            let mem_kind = MemKind::Words;
            return Layout { frame_words: 1, mem_words: words, mem_kind, by_ref: true, pointer_free };
        }
        Layout::words(words, pointer_free)
    }
}

fn basic_layout(basic: Basic) -> Layout {
    match basic {
        Basic::Invalid => Layout::words(0, true),
        Basic::Bool | Basic::UntypedBool | Basic::Uint8 => Layout::scalar(MemKind::U8, true),
        Basic::Int8 => Layout::scalar(MemKind::I8, true),
        Basic::Int16 => Layout::scalar(MemKind::I16, true),
        Basic::Uint16 => Layout::scalar(MemKind::U16, true),
        Basic::Int32 | Basic::UntypedRune => Layout::scalar(MemKind::I32, true),
        Basic::Uint32 | Basic::Float32 => Layout::scalar(MemKind::U32, true),
        Basic::Int
        | Basic::Int64
        | Basic::Uint
        | Basic::Uint64
        | Basic::Uintptr
        | Basic::Float64
        | Basic::UntypedInt
        | Basic::UntypedFloat => Layout::scalar(MemKind::Word, true),
        Basic::Complex64 | Basic::Complex128 | Basic::UntypedComplex => Layout::words(2, true),
        Basic::String | Basic::UntypedString | Basic::UnsafePointer | Basic::UntypedNil => {
            Layout::scalar(MemKind::Word, false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_packed_and_by_reference() {
        let types = Types::new();
        let bytes = types.array(9, types.basic(Basic::Uint8));
        let empty = types.array(5, types.struct_(Vec::new()));
        let layouts = Layouts::new(&types);
        let bytes = layouts.of(bytes);
        assert_eq!((bytes.mem_words, bytes.frame_words, bytes.by_ref), (2, 1, true));
        let empty = layouts.of(empty);
        assert_eq!((empty.mem_words, empty.frame_words, empty.by_ref), (0, 0, false));
    }
}
