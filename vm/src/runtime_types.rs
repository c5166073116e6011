//! Tables made once from a program's type descriptors and shared by all workers: what operations on
//! values need of a type without walking descriptors, moves between the two representations of a
//! value (frame and memory), and the caches for methods and interface satisfaction.

use crate::equality::{Plan, plans};
use crate::fault::OutOfMemory;
use crate::heap::{Allocator, ObjectKind};
use crate::interfaces::MethodTables;
use crate::value::{Word, copy_words, load_scalar, load_word, store_scalar, store_word, zero_words};
use burrow_bytecode::{Kind, MemKind, Program, Type, TypeId};

/// Where all values of no size live: never written, not in any heap.
static ZERO_SIZED: u64 = 0;

/// The fixed address of values of no size.
pub fn zero_sized_address() -> Word {
    std::ptr::from_ref(&ZERO_SIZED) as Word
}

/// How a map looks its keys up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyClass {
    /// One word that is equal exactly when its bits are.
    Word,
    /// A string.
    String,
    /// Everything else: by the key type's plan.
    General,
}

/// Words of the largest entries that tables keep by their hashes, a quarter or more of the places
/// empty.
const HASHED_WORDS_MAX: usize = 4;

/// How a map type's entries lie in its tables: the key's words, then the value's.
#[derive(Clone, Copy, Debug)]
pub struct MapLayout {
    /// Lookup.
    pub class: KeyClass,
    /// The key's type.
    pub key: TypeId,
    /// Words of a key.
    pub key_words: usize,
    /// Words of a value.
    pub value_words: usize,
    /// A key in a frame is the address of its words.
    pub key_by_ref: bool,
    /// A value in a frame is the address of its words.
    pub value_by_ref: bool,
    /// A key may differ from itself (NaN).
    pub irreflexive: bool,
    /// Entries are small and keys are single words: larger tables keep them by their hashes.
    pub hashed: bool,
    /// Kind of the tables.
    pub kind: ObjectKind,
}

impl MapLayout {
    /// Words of an entry.
    #[inline(always)]
    pub fn entry_words(&self) -> usize {
        self.key_words + self.value_words
    }

    /// A key is the same word in a frame and in memory.
    #[inline(always)]
    pub fn key_is_word(&self) -> bool {
        self.key_words == 1 && !self.key_by_ref
    }

    /// A value is the same word in a frame and in memory.
    #[inline(always)]
    pub fn value_is_word(&self) -> bool {
        self.value_words == 1 && !self.value_by_ref
    }

    /// Words of a value in a frame.
    #[inline(always)]
    pub fn value_frame_words(&self) -> usize {
        if self.value_by_ref { 1 } else { self.value_words }
    }
}

/// What operations need to know of a type.
#[derive(Clone, Debug)]
pub struct RuntimeType {
    /// The underlying type's kind.
    pub kind: Kind,
    /// How a lone element lies in memory.
    pub mem_kind: MemKind,
    /// In a frame, the address of its words.
    pub by_ref: bool,
    /// Never scanned.
    pub pointer_free: bool,
    /// Interfaces hold the value itself.
    pub pointer_shaped: bool,
    /// `==` is defined.
    pub comparable: bool,
    /// Words in memory.
    pub mem_words: usize,
    /// Words in a frame.
    pub frame_words: usize,
    /// Bytes from one element of this type to the next in a slice or array.
    pub stride: usize,
    /// `unsafe.Sizeof` as gc has it: append's growth depends on it.
    pub go_size: u64,
    /// Element type.
    pub elem: TypeId,
    /// Length of an array.
    pub len: u64,
    /// How values are compared and hashed.
    pub plan: Plan,
    /// Map types only.
    pub map: Option<MapLayout>,
}

impl RuntimeType {
    /// Kind of objects that hold values of this type.
    #[inline]
    pub fn object_kind(&self) -> ObjectKind {
        ObjectKind::of(self.pointer_free)
    }
}

/// All types of a program.
pub struct RuntimeTypes {
    types: Vec<RuntimeType>,
    names: Vec<String>,
    pub(crate) methods: MethodTables,
}

impl RuntimeTypes {
    /// The tables of `program`.
    pub fn new(program: &Program) -> RuntimeTypes {
        let descriptors = &program.types;
        let sizes = go_sizes(descriptors);
        let plans = plans(descriptors);
        let types = descriptors
            .iter()
            .zip(plans)
            .enumerate()
            .map(|(i, (ty, plan))| runtime_type(descriptors, ty, sizes[i].0, plan))
            .collect::<Vec<_>>();
        let mut out = RuntimeTypes {
            types,
            names: descriptors.iter().map(|ty| ty.name.clone()).collect(),
            methods: MethodTables::new(descriptors),
        };
        for (i, descriptor) in descriptors.iter().enumerate() {
            if descriptor.kind == Kind::Map {
                out.types[i].map = Some(out.map_layout(descriptor));
            }
        }
        out
    }

    /// What is known of a type.
    #[inline(always)]
    pub fn get(&self, ty: TypeId) -> &RuntimeType {
        &self.types[ty.index()]
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.types.len()
    }

    /// No types at all.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// The type's name as panics print it.
    pub fn name(&self, ty: TypeId) -> &str {
        self.names.get(ty.index()).map_or("?", String::as_str)
    }

    fn map_layout(&self, descriptor: &Type) -> MapLayout {
        let (key, value) = (self.get(descriptor.key), self.get(descriptor.elem));
        let class = match key.kind {
            Kind::String => KeyClass::String,
            _ if key.plan.is_one_word() && !key.by_ref && key.mem_words == 1 => KeyClass::Word,
            _ => KeyClass::General,
        };
        let hashed = class == KeyClass::Word && key.mem_words + value.mem_words <= HASHED_WORDS_MAX;
        MapLayout {
            class,
            key: descriptor.key,
            key_words: key.mem_words,
            value_words: value.mem_words,
            key_by_ref: key.by_ref,
            value_by_ref: value.by_ref,
            irreflexive: key.plan.irreflexive(),
            hashed,
            kind: ObjectKind::of(key.pointer_free && value.pointer_free),
        }
    }

    /// A value's words, given where it stands in a frame.
    ///
    /// # Safety
    /// `frame` points to a value of type `ty` in frame representation.
    #[inline(always)]
    pub unsafe fn memory_of(&self, ty: TypeId, frame: *const Word) -> *const Word {
        if self.get(ty).by_ref {
            // SAFETY: the caller's promise: one word, an address.
            unsafe { *frame as *const Word }
        } else {
            frame
        }
    }

    /// Stores a value from a frame into memory words.
    ///
    /// # Safety
    /// `frame` holds a value of type `ty`; `memory` has room for its words.
    #[inline]
    pub unsafe fn frame_to_memory(&self, ty: TypeId, frame: *const Word, memory: *mut Word) {
        // SAFETY: the caller's promise.
        unsafe {
            let from = self.memory_of(ty, frame);
            if from.is_null() {
                zero_words(memory, self.get(ty).mem_words);
            } else {
                copy_words(memory, from, self.get(ty).mem_words);
            }
        }
    }

    /// Loads a value from memory words into a frame; a by-reference type gets a copy of its own.
    ///
    /// # Safety
    /// `memory` holds a value of type `ty`; `frame` has room for its frame words.
    #[inline]
    pub unsafe fn memory_to_frame(
        &self,
        allocator: &mut Allocator,
        ty: TypeId,
        memory: *const Word,
        frame: *mut Word,
    ) -> Result<(), OutOfMemory> {
        let info = self.get(ty);
        // SAFETY: the caller's promise.
        unsafe {
            if info.by_ref {
                *frame = self.clone_object(allocator, memory as Word, ty)?;
            } else {
                copy_words(frame, memory, info.mem_words);
            }
        }
        Ok(())
    }

    /// Stores a value from a frame as an element, packed if the type is a small scalar.
    ///
    /// # Safety
    /// As [`RuntimeTypes::frame_to_memory`], with room for `stride` bytes.
    #[inline]
    pub unsafe fn frame_to_element(&self, ty: TypeId, frame: *const Word, element: Word) {
        let kind = self.get(ty).mem_kind;
        // SAFETY: the caller's promise.
        unsafe {
            if kind == MemKind::Words {
                self.frame_to_memory(ty, frame, element as *mut Word);
            } else {
                store_scalar(element, kind, *frame);
            }
        }
    }

    /// Loads an element into a frame.
    ///
    /// # Safety
    /// As [`RuntimeTypes::memory_to_frame`].
    #[inline]
    pub unsafe fn element_to_frame(
        &self,
        allocator: &mut Allocator,
        ty: TypeId,
        element: Word,
        frame: *mut Word,
    ) -> Result<(), OutOfMemory> {
        let kind = self.get(ty).mem_kind;
        // SAFETY: the caller's promise.
        unsafe {
            if kind == MemKind::Words {
                return self.memory_to_frame(allocator, ty, element as *const Word, frame);
            }
            *frame = load_scalar(element, kind);
        }
        Ok(())
    }

    /// Writes the zero value into a frame.
    ///
    /// # Safety
    /// `frame` has room for the type's frame words.
    #[inline]
    pub unsafe fn zero_frame(
        &self,
        allocator: &mut Allocator,
        ty: TypeId,
        frame: *mut Word,
    ) -> Result<(), OutOfMemory> {
        let info = self.get(ty);
        // SAFETY: the caller's promise.
        unsafe {
            if info.by_ref {
                *frame = self.new_object(allocator, ty)?;
            } else {
                zero_words(frame, info.frame_words);
            }
        }
        Ok(())
    }

    /// Address of a new zero value.
    #[inline]
    pub fn new_object(&self, allocator: &mut Allocator, ty: TypeId) -> Result<Word, OutOfMemory> {
        let info = self.get(ty);
        if info.mem_words == 0 {
            return Ok(zero_sized_address());
        }
        allocator.alloc_words(info.mem_words, info.object_kind())
    }

    /// Address of a new object with the words at `from`.
    ///
    /// # Safety
    /// `from` is 0 (the zero value) or the address of a value of type `ty` in memory.
    #[inline]
    pub unsafe fn clone_object(
        &self,
        allocator: &mut Allocator,
        from: Word,
        ty: TypeId,
    ) -> Result<Word, OutOfMemory> {
        let object = self.new_object(allocator, ty)?;
        if from != 0 {
            // SAFETY: the caller's promise, and a new object of the same size. Of no size: no words.
            unsafe { copy_words(object as *mut Word, from as *const Word, self.get(ty).mem_words) };
        }
        Ok(object)
    }

    /// Copies one word from memory to memory as an element of this type.
    ///
    /// # Safety
    /// Both are addresses of elements of `ty`; `to` may be written.
    pub unsafe fn copy_element(&self, ty: TypeId, to: Word, from: Word) {
        let info = self.get(ty);
        // SAFETY: the caller's promise.
        unsafe {
            match info.mem_kind {
                MemKind::Words => copy_words(to as *mut Word, from as *const Word, info.mem_words),
                MemKind::Word => store_word(to, load_word(from)),
                kind => store_scalar(to, kind, load_scalar(from, kind)),
            }
        }
    }
}

fn runtime_type(descriptors: &[Type], ty: &Type, go_size: u64, plan: Plan) -> RuntimeType {
    let mem_words = ty.mem_words as usize;
    RuntimeType {
        kind: ty.kind,
        mem_kind: ty.mem_kind,
        by_ref: ty.by_ref,
        pointer_free: ty.pointer_free,
        pointer_shaped: ty.pointer_shaped,
        comparable: ty.comparable && descriptors.len() > 1,
        mem_words,
        frame_words: ty.frame_words as usize,
        stride: ty.mem_kind.bytes().map_or(mem_words * 8, |bytes| bytes as usize),
        go_size,
        elem: ty.elem,
        len: ty.len,
        plan,
        map: None,
    }
}

/// Size and alignment of each type as gc on 64-bit machines lays it out.
fn go_sizes(types: &[Type]) -> Vec<(u64, u64)> {
    let mut sizes = vec![None; types.len()];
    for i in 0..types.len() {
        go_size(types, TypeId(i as u16), &mut sizes);
    }
    sizes.into_iter().map(Option::unwrap_or_default).collect()
}

/// Recursion ends: a type holds itself only behind a pointer, which has a size of its own.
fn go_size(types: &[Type], id: TypeId, sizes: &mut [Option<(u64, u64)>]) -> (u64, u64) {
    if let Some(known) = sizes[id.index()] {
        return known;
    }
    let ty = &types[id.index()];
    let size = match ty.kind {
        Kind::Invalid => (0, 1),
        Kind::Bool | Kind::Int8 | Kind::Uint8 => (1, 1),
        Kind::Int16 | Kind::Uint16 => (2, 2),
        Kind::Int32 | Kind::Uint32 | Kind::Float32 => (4, 4),
        Kind::Complex64 => (8, 4),
        Kind::Complex128 | Kind::Interface | Kind::String => (16, 8),
        Kind::Slice => (24, 8),
        Kind::Array => {
            let (size, align) = go_size(types, ty.elem, sizes);
            (size.saturating_mul(ty.len), align)
        }
        Kind::Struct => {
            let (mut end, mut most, mut last_empty) = (0u64, 1, false);
            for field in &ty.fields {
                let (size, align) = go_size(types, field.ty, sizes);
                end = end.next_multiple_of(align).saturating_add(size);
                most = most.max(align);
                last_empty = size == 0;
            }
            // A field of no size at the end is padded: its address must stay inside.
            (end.saturating_add(u64::from(last_empty && end > 0)).next_multiple_of(most), most)
        }
        _ => (8, 8),
    };
    sizes[id.index()] = Some(size);
    size
}

#[cfg(test)]
pub(crate) mod samples;
