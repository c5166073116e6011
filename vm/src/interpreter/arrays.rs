//! Elements of slices and arrays: bounds checks inline, faults out of line.

use super::memory::nil_dereference;
use super::state::{Flow, Given, Resume, State, cold};
use crate::fault::Fault;
use crate::panic;
use crate::value::{SliceHeader, Word, load_scalar, store_scalar};
use burrow_bytecode::MemKind;

/// Address of element `index`, or nothing when out of range.
#[inline(always)]
fn element(slice: Word, index: Word, bytes: Word) -> Option<Word> {
    if slice == 0 {
        return None;
    }
    // SAFETY: a slice's word is 0 or the address of its header, which never changes.
    let header = unsafe { &*(slice as *const SliceHeader) };
    (index < header.len as Word).then(|| header.base as Word + index * bytes)
}

#[inline(always)]
fn index_as<G: Given>(s: State<G>, kind: MemKind, bytes: Word) -> Flow {
    let Some(at) = element(s.in_b(), s.in_c(), bytes) else {
        return cold(index_fault);
    };
    // SAFETY: an element of the slice.
    s.put(unsafe { load_scalar(at, kind) })
}

#[inline(always)]
fn set_index_as<G: Given>(s: State<G>, kind: MemKind, bytes: Word) -> Flow {
    let Some(at) = element(s.in_a(), s.in_b(), bytes) else {
        return cold(set_index_fault);
    };
    // SAFETY: an element of the slice.
    unsafe { store_scalar(at, kind, s.in_c()) };
    s.next()
}

#[cold]
fn index_fault(s: State) -> Resume {
    raise_index(s, s.in_b(), s.in_c())
}

#[cold]
fn set_index_fault(s: State) -> Resume {
    raise_index(s, s.in_a(), s.in_b())
}

#[cold]
fn raise_index(s: State, slice: Word, index: Word) -> Resume {
    // SAFETY: a slice's word is 0 or the address of its header.
    let len = if slice == 0 { 0 } else { unsafe { (*(slice as *const SliceHeader)).len } };
    panic::raise_fault(s, Fault::index(index as i64, len))
}

macro_rules! slice_access {
    ($($name:ident $how:ident $kind:ident $bytes:literal;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            $how(s, MemKind::$kind, $bytes)
        }
    )*};
}
slice_access! {
    index_word index_as Word 8;
    index_i8 index_as I8 1;
    index_u8 index_as U8 1;
    index_i16 index_as I16 2;
    index_u16 index_as U16 2;
    index_i32 index_as I32 4;
    index_u32 index_as U32 4;
    set_index_word set_index_as Word 8;
    set_index8 set_index_as U8 1;
    set_index16 set_index_as U16 2;
    set_index32 set_index_as U32 4;
}

#[inline(always)]
pub(super) fn index_addr<G: Given>(s: State<G>) -> Flow {
    let bytes = Word::from(s.data().low32());
    let Some(at) = element(s.in_b(), s.in_c(), bytes) else {
        return cold(index_fault);
    };
    s.put2(at)
}

#[inline(always)]
pub(super) fn array_addr<G: Given>(s: State<G>) -> Flow {
    let (pointer, index) = (s.in_b(), s.in_c());
    if pointer == 0 {
        return cold(nil_dereference);
    }
    if index >= Word::from(s.data().low32()) {
        return cold(array_fault);
    }
    s.put2(pointer + index * Word::from(s.data().bc()))
}

#[inline(always)]
fn array_as<G: Given>(s: State<G>, kind: MemKind, bytes: Word) -> Flow {
    let (pointer, index) = (s.in_b(), s.in_c());
    if pointer == 0 {
        return cold(nil_dereference);
    }
    if index >= Word::from(s.data().low32()) {
        return cold(array_fault);
    }
    let at = pointer + Word::from(s.data().bc()) + index * bytes;
    // SAFETY: an element of the array.
    s.put2(unsafe { load_scalar(at, kind) })
}

#[inline(always)]
fn set_array_as<G: Given>(s: State<G>, kind: MemKind, bytes: Word) -> Flow {
    let (pointer, index) = (s.in_a(), s.in_b());
    if pointer == 0 {
        return cold(nil_dereference);
    }
    if index >= Word::from(s.data().low32()) {
        return cold(set_array_fault);
    }
    let at = pointer + Word::from(s.data().bc()) + index * bytes;
    // SAFETY: an element of the array.
    unsafe { store_scalar(at, kind, s.in_c()) };
    s.next2()
}

#[cold]
fn array_fault(s: State) -> Resume {
    panic::raise_fault(s, Fault::index(s.in_c() as i64, s.data().low32() as usize))
}

#[cold]
fn set_array_fault(s: State) -> Resume {
    panic::raise_fault(s, Fault::index(s.in_b() as i64, s.data().low32() as usize))
}

slice_access! {
    array_word array_as Word 8;
    array_i8 array_as I8 1;
    array_u8 array_as U8 1;
    array_i16 array_as I16 2;
    array_u16 array_as U16 2;
    array_i32 array_as I32 4;
    array_u32 array_as U32 4;
    set_array_word set_array_as Word 8;
    set_array8 set_array_as U8 1;
    set_array16 set_array_as U16 2;
    set_array32 set_array_as U32 4;
}
