//! Loads and stores through pointers, copies, new objects, globals.

use super::state::{Flow, Given, Resume, State, cold, out};
use crate::fault::Fault;
use crate::panic;
use crate::value::{
    Word, copy_words, load_scalar, load_word as load, store_scalar, store_word as store, zero_words,
};
use burrow_bytecode::{MemKind, TypeId};

/// The fault of following a nil pointer.
#[cold]
pub(super) fn nil_dereference(s: State) -> Resume {
    panic::raise_fault(s, Fault::NilDereference)
}

#[inline(always)]
fn load_as<G: Given>(s: State<G>, kind: MemKind) -> Flow {
    let pointer = s.in_b();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    // SAFETY: a pointer that is not nil leads to an object of the type the checker saw.
    s.put(unsafe { load_scalar(pointer + Word::from(s.c()), kind) })
}

#[inline(always)]
fn store_as<G: Given>(s: State<G>, kind: MemKind) -> Flow {
    let pointer = s.in_a();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    // SAFETY: as in `load_as`.
    unsafe { store_scalar(pointer + Word::from(s.b()), kind, s.in_c()) };
    s.next()
}

macro_rules! access {
    ($($name:ident $how:ident $kind:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            $how(s, MemKind::$kind)
        }
    )*};
}
access! {
    load_word load_as Word;
    load_i8 load_as I8;
    load_u8 load_as U8;
    load_i16 load_as I16;
    load_u16 load_as U16;
    load_i32 load_as I32;
    load_u32 load_as U32;
    store_word store_as Word;
    store8 store_as U8;
    store16 store_as U16;
    store32 store_as U32;
}

#[inline(always)]
pub(super) fn load_words<G: Given>(s: State<G>) -> Flow {
    let pointer = s.in_b();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    let at = pointer + Word::from(s.c());
    let count = s.data().op;
    // SAFETY: the object has the words, and so has the window.
    unsafe {
        if count == 2 {
            s.set(s.a(), load(at));
            s.set(s.a() + 1, load(at + 8));
        } else {
            copy_words(s.slot(s.a()), at as *const Word, usize::from(count));
        }
    }
    s.next2()
}

#[inline(always)]
pub(super) fn store_words<G: Given>(s: State<G>) -> Flow {
    let pointer = s.in_a();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    let to = (pointer + Word::from(s.b())) as *mut Word;
    // SAFETY: the object has the words, and so has the window.
    unsafe { copy_words(to, s.slot(s.c()), usize::from(s.data().op)) };
    s.next2()
}

#[inline(always)]
pub(super) fn copy_mem<G: Given>(s: State<G>) -> Flow {
    let (to, from) = (s.in_a(), s.in_b());
    if to == 0 || from == 0 {
        return cold(nil_dereference);
    }
    let data = s.data();
    if (to | from) % 8 != 0 || data.bc() != 0 {
        copy_packed(to, from, data.low32() as usize, data.bc() as usize);
        return s.next2();
    }
    // SAFETY: both objects have the words.
    unsafe { copy_words(to as *mut Word, from as *const Word, data.low32() as usize) };
    s.next2()
}

/// Copies an array of small elements that may lie anywhere within a slice's elements.
#[cold]
fn copy_packed(to: Word, from: Word, words: usize, bytes: usize) {
    let bytes = if bytes == 0 { words * 8 } else { bytes };
    // SAFETY: both arrays have the bytes; elements without addresses may be copied in any way.
    unsafe { std::ptr::copy(from as *const u8, to as *mut u8, bytes) };
}

#[inline(always)]
pub(super) fn zero_mem<G: Given>(s: State<G>) -> Flow {
    let pointer = s.in_a();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    // SAFETY: the object has the words.
    unsafe { zero_words(pointer as *mut Word, s.bc() as usize) };
    s.next()
}

#[inline(always)]
pub(super) fn addr_offset<G: Given>(s: State<G>) -> Flow {
    let pointer = s.in_b();
    if pointer == 0 {
        return cold(nil_dereference);
    }
    s.put2(pointer + Word::from(s.data().low32()))
}

#[inline(always)]
pub(super) fn nil_check<G: Given>(s: State<G>) -> Flow {
    if s.in_a() == 0 {
        return cold(nil_dereference);
    }
    s.next()
}

#[inline(always)]
pub(super) fn new_object<G: Given>(s: State<G>) -> Flow {
    out(s, allocate_object)
}

fn allocate_object(s: State) -> Resume {
    match s.types().new_object(s.allocator(), TypeId(s.b())) {
        Ok(object) => {
            s.set(s.a(), object);
            s.resume(1)
        }
        Err(error) => panic::raise_fault(s, error.into()),
    }
}

#[inline(always)]
pub(super) fn clone_mem<G: Given>(s: State<G>) -> Flow {
    if s.in_b() == 0 {
        return cold(nil_dereference);
    }
    out(s, clone_object)
}

fn clone_object(s: State) -> Resume {
    // SAFETY: the register holds the address of a value of this type.
    match unsafe { s.shared().types.clone_object(s.allocator(), s.in_b(), TypeId(s.c())) } {
        Ok(object) => {
            s.set(s.a(), object);
            s.resume(1)
        }
        Err(error) => panic::raise_fault(s, error.into()),
    }
}

/// Address of the global that lanes `b` and `c` name.
#[inline(always)]
fn global<G: Given>(s: State<G>) -> Word {
    s.local().globals.wrapping_add(s.bc() as usize) as Word
}

#[inline(always)]
pub(super) fn load_global<G: Given>(s: State<G>) -> Flow {
    // SAFETY: the compiler numbers globals below `global_words`.
    s.put(unsafe { load(global(s)) })
}

#[inline(always)]
pub(super) fn store_global<G: Given>(s: State<G>) -> Flow {
    // SAFETY: as in `load_global`.
    unsafe { store(global(s), s.in_a()) };
    s.next()
}

#[inline(always)]
pub(super) fn addr_global<G: Given>(s: State<G>) -> Flow {
    s.put(global(s))
}
