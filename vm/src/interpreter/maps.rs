//! Maps: out of line over `crate::map`. Keys and values are in frame representation.

use super::state::{Flow, Given, Resume, State, out};
use crate::fault::Fault;
use crate::value::{Word, load_word};
use crate::{map, panic};
use burrow_bytecode::TypeId;

macro_rules! out_of_line {
    ($($name:ident $operation:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            out(s, $operation)
        }
    )*};
}
out_of_line! {
    make_map allocate;
    len_map length;
    map_get get;
    map_get_ok get_ok;
    map_set store;
    map_delete delete;
    clear_map clear;
    map_iter iterate;
    map_next advance;
}

#[inline(always)]
fn finish(s: State, result: Result<(), Fault>, words: usize) -> Resume {
    match result {
        Ok(()) => s.resume(words),
        Err(fault) => panic::raise_fault(s, fault),
    }
}

fn allocate(s: State) -> Resume {
    let made = map::make(s.allocator(), s.types(), TypeId(s.c()), s.in_b() as i64);
    finish(s, made.map(|map| s.set(s.a(), map)), 1)
}

fn length(s: State) -> Resume {
    // SAFETY: the register holds a map.
    s.set(s.a(), unsafe { map::len(s.in_b()) } as Word);
    s.resume(1)
}

/// The value's words, or zero ones, into `a`; whether it was there.
#[inline(always)]
fn lookup(s: State) -> Result<bool, Fault> {
    let ty = TypeId(s.data().op);
    let types = s.types();
    // SAFETY: the registers hold a map of this type and a key of its; `a` has room for a value.
    unsafe {
        let found = map::get(types, ty, s.in_b(), s.slot(s.c()))?;
        if map::layout(types, ty).value_is_word() {
            s.set(s.a(), if found.is_null() { 0 } else { load_word(found as Word) });
            return Ok(!found.is_null());
        }
        let elem = types.get(ty).elem;
        if found.is_null() {
            types.zero_frame(s.allocator(), elem, s.slot(s.a()))?;
        } else {
            types.memory_to_frame(s.allocator(), elem, found, s.slot(s.a()))?;
        }
        Ok(!found.is_null())
    }
}

fn get(s: State) -> Resume {
    finish(s, lookup(s).map(|_| ()).map_err(|fault| as_hashed(s.in_b(), fault)), 2)
}

/// gc words an unhashable key differently when the map is empty and nothing had to be hashed.
fn as_hashed(map: Word, fault: Fault) -> Fault {
    // SAFETY: the register holds a map.
    let entries = unsafe { map::len(map) };
    match fault {
        Fault::UnhashableKey(ty) if entries > 0 => Fault::UnhashablePart(ty),
        _ => fault,
    }
}

fn get_ok(s: State) -> Resume {
    let words = map::layout(s.types(), TypeId(s.data().op)).value_frame_words() as u16;
    let found = lookup(s).map_err(|fault| as_hashed(s.in_b(), fault));
    finish(s, found.map(|found| s.set(s.a() + words, found.into())), 2)
}

fn store(s: State) -> Resume {
    let ty = TypeId(s.data().op);
    // SAFETY: the registers hold a map of this type, a key and a value of its.
    let set = unsafe { map::set(s.allocator(), s.types(), ty, s.in_a(), s.slot(s.b()), s.slot(s.c())) };
    let hashed = |fault| match fault {
        Fault::UnhashableKey(ty) => Fault::UnhashablePart(ty),
        fault => fault,
    };
    finish(s, set.map_err(hashed), 2)
}

fn delete(s: State) -> Resume {
    // SAFETY: the registers hold a map of this type and a key of its.
    let deleted = unsafe { map::delete(s.types(), TypeId(s.c()), s.in_a(), s.slot(s.b())) };
    finish(s, deleted.map_err(|fault| as_hashed(s.in_a(), fault)), 1)
}

fn clear(s: State) -> Resume {
    // SAFETY: the register holds a map of this type.
    let cleared = unsafe { map::clear(s.types(), TypeId(s.b()), s.in_a()) };
    finish(s, cleared, 1)
}

fn iterate(s: State) -> Resume {
    let random = s.worker().choices.next_u64();
    // SAFETY: the register holds a map of this type.
    let iterator = unsafe { map::iterate(s.allocator(), s.types(), TypeId(s.c()), s.in_b(), random) };
    finish(s, iterator.map(|iterator| s.set(s.a(), iterator)), 1)
}

fn advance(s: State) -> Resume {
    let (data, types) = (s.data(), s.types());
    let ty = TypeId(data.b);
    // SAFETY: the register holds an iterator over a map of this type.
    let entry = match unsafe { map::next(types, ty, s.in_a()) } {
        Ok(Some(entry)) => entry,
        Ok(None) => {
            return Resume { pc: s.target(i64::from(data.low32() as i32)), fp: s.fp() };
        }
        Err(fault) => return panic::raise_fault(s, fault),
    };
    let (layout, elem) = (map::layout(types, ty), types.get(ty).elem);
    let copy = |ty, is_word, from: *const Word, register| {
        if register == u16::MAX {
            return Ok(());
        }
        // SAFETY: the entry's words are of these types; the registers have room for them.
        unsafe {
            if is_word {
                s.set(register, load_word(from as Word));
                return Ok(());
            }
            types.memory_to_frame(s.allocator(), ty, from, s.slot(register))
        }
    };
    let copied = copy(layout.key, layout.key_is_word(), entry.key, s.b())
        .and_then(|()| copy(elem, layout.value_is_word(), entry.value, s.c()));
    finish(s, copied.map_err(Fault::from), 2)
}
