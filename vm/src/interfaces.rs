//! Interface values: boxing and unboxing by type, methods by type and selector, and which types
//! implement which interfaces. Answers are kept in caches of single words, so that workers share
//! them without locks.

use crate::fault::OutOfMemory;
use crate::heap::{Allocator, ObjectKind};
use crate::runtime_types::{RuntimeTypes, zero_sized_address};
use crate::value::{Iface, Word};
use burrow_bytecode::{FunctionId, Kind, Method, SelectorId, Type, TypeId};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

/// One-word values below this are boxed without allocation: small integers, bytes, bools, zeros.
const CACHED_VALUES: usize = 1024;

/// The boxes of those values. Boxes are never written.
static CACHED: [u64; CACHED_VALUES] = {
    let mut values = [0; CACHED_VALUES];
    let mut i = 0;
    while i < CACHED_VALUES {
        values[i] = i as u64;
        i += 1;
    }
    values
};

/// The address of an immutable box that holds the one word `value`.
#[inline]
pub fn box_word(allocator: &mut Allocator, value: Word, kind: ObjectKind) -> Result<Word, OutOfMemory> {
    if value < CACHED_VALUES as Word {
        return Ok(std::ptr::from_ref(&CACHED[value as usize]) as Word);
    }
    let object = allocator.alloc_words(1, kind)?;
    // SAFETY: a new object of one word.
    unsafe { *(object as *mut Word) = value };
    Ok(object)
}

/// An interface value of dynamic type `ty` from a value in a frame.
///
/// # Safety
/// `frame` points to a value of type `ty`, which is not an interface type.
#[inline]
pub unsafe fn make(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    frame: *const Word,
) -> Result<Iface, OutOfMemory> {
    let info = types.get(ty);
    // SAFETY: the caller's promise.
    unsafe {
        if info.pointer_shaped {
            return Ok(Iface::new(ty, *frame));
        }
        let payload = match info.mem_words {
            0 => zero_sized_address(),
            1 if !info.by_ref => box_word(allocator, *frame, info.object_kind())?,
            _ => types.clone_object(allocator, types.memory_of(ty, frame) as Word, ty)?,
        };
        Ok(Iface::new(ty, payload))
    }
}

/// The value in an interface that is known to hold a `ty`, into a frame.
///
/// # Safety
/// `iface` has dynamic type `ty`; `frame` has room for its frame words.
#[inline]
pub unsafe fn unbox(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    iface: Iface,
    frame: *mut Word,
) -> Result<(), OutOfMemory> {
    // SAFETY: the caller's promise; a box holds the value's words.
    unsafe {
        if types.get(ty).pointer_shaped {
            *frame = iface.payload();
            return Ok(());
        }
        types.memory_to_frame(allocator, ty, iface.payload() as *const Word, frame)
    }
}

/// The function that implements `selector` for the concrete type `ty`, called with the interface
/// word's payload first. `None`: the type has no such method.
#[inline]
pub fn method(types: &RuntimeTypes, ty: TypeId, selector: SelectorId) -> Option<FunctionId> {
    types.methods.find(ty, selector)
}

/// Whether values of the concrete type `concrete` may be stored in `interface`.
#[inline]
pub fn implements(types: &RuntimeTypes, concrete: TypeId, interface: TypeId) -> bool {
    types.methods.implements(concrete, interface)
}

/// The first method of `interface` that `concrete` lacks, for the text of a failed assertion.
pub fn missing_method(types: &RuntimeTypes, concrete: TypeId, interface: TypeId) -> Option<SelectorId> {
    types.methods.missing(concrete, interface)
}

/// Entries of the cache of methods; a power of two.
const METHOD_CACHE: usize = 1024;

const UNKNOWN: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

/// The method sets of all types, with caches.
pub(crate) struct MethodTables {
    /// Sorted by selector.
    sets: Vec<Box<[Method]>>,
    /// Type and selector in the upper half, function + 1 in the lower.
    cache: Box<[AtomicU64]>,
    /// For each interface type, when it was first asked about: what is known of each type.
    satisfied: Vec<OnceLock<Box<[AtomicU8]>>>,
    interfaces: Vec<bool>,
}

impl MethodTables {
    pub fn new(types: &[Type]) -> MethodTables {
        let sorted = |ty: &Type| {
            let mut methods = ty.methods.clone();
            methods.sort_by_key(|method| method.selector);
            methods.into_boxed_slice()
        };
        MethodTables {
            sets: types.iter().map(sorted).collect(),
            cache: (0..METHOD_CACHE).map(|_| AtomicU64::new(0)).collect(),
            satisfied: types.iter().map(|_| OnceLock::new()).collect(),
            interfaces: types.iter().map(|ty| ty.kind == Kind::Interface).collect(),
        }
    }

    #[inline]
    fn find(&self, ty: TypeId, selector: SelectorId) -> Option<FunctionId> {
        let key = u32::from(ty.0) << 16 | u32::from(selector.0);
        let slot = key.wrapping_mul(0x9e37_79b1) as usize >> 20;
        let cached = self.cache[slot % METHOD_CACHE].load(Relaxed);
        if (cached >> 32) as u32 == key && cached as u32 != 0 {
            return Some(FunctionId(cached as u32 - 1));
        }
        let function = self.look_up(ty, selector)?;
        let entry = u64::from(key) << 32 | u64::from(function.0 + 1);
        self.cache[slot % METHOD_CACHE].store(entry, Relaxed);
        Some(function)
    }

    #[cold]
    fn look_up(&self, ty: TypeId, selector: SelectorId) -> Option<FunctionId> {
        let set = &self.sets[ty.index()];
        let at = set.binary_search_by_key(&selector, |method| method.selector).ok()?;
        set[at].function
    }

    #[inline]
    fn implements(&self, concrete: TypeId, interface: TypeId) -> bool {
        if concrete == TypeId::NIL {
            return false;
        }
        if self.sets[interface.index()].is_empty() {
            return true;
        }
        let known = self.satisfied[interface.index()]
            .get_or_init(|| self.sets.iter().map(|_| AtomicU8::new(UNKNOWN)).collect());
        let answer = &known[concrete.index()];
        match answer.load(Relaxed) {
            UNKNOWN => {
                let yes = self.missing(concrete, interface).is_none();
                answer.store(if yes { YES } else { NO }, Relaxed);
                yes
            }
            known => known == YES,
        }
    }

    fn missing(&self, concrete: TypeId, interface: TypeId) -> Option<SelectorId> {
        let has = &self.sets[concrete.index()];
        debug_assert!(!self.interfaces[concrete.index()], "dynamic types are concrete");
        let wanted = self.sets[interface.index()].iter().map(|method| method.selector);
        wanted.into_iter().find(|s| has.binary_search_by_key(s, |method| method.selector).is_err())
    }
}
