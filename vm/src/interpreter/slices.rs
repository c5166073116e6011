//! Making, cutting, appending and copying slices: out of line, over `crate::slices`.

use super::state::{Flow, Given, Resume, State, out};
use crate::fault::Fault;
use crate::value::{SliceHeader, Word};
use crate::{panic, slices};
use burrow_bytecode::TypeId;

#[inline(always)]
pub(super) fn len_slice<G: Given>(s: State<G>) -> Flow {
    let slice = s.in_b();
    // SAFETY: a slice's word is 0 or the address of its header.
    let len = if slice == 0 { 0 } else { unsafe { (*(slice as *const SliceHeader)).len } };
    s.put(len as Word)
}

#[inline(always)]
pub(super) fn cap_slice<G: Given>(s: State<G>) -> Flow {
    let slice = s.in_b();
    // SAFETY: a slice's word is 0 or the address of its header.
    let cap = if slice == 0 { 0 } else { unsafe { (*(slice as *const SliceHeader)).cap } };
    s.put(cap as Word)
}

/// Stores an operation's result in `a` and goes on behind the data word, or raises.
#[inline(always)]
fn finish(s: State, result: Result<Word, Fault>, words: usize) -> Resume {
    match result {
        Ok(word) => {
            s.set(s.a(), word);
            s.resume(words)
        }
        Err(fault) => panic::raise_fault(s, fault),
    }
}

macro_rules! out_of_line {
    ($($(#[$doc:meta])* $name:ident $operation:ident $words:literal |$s:ident| $result:expr;)*) => {$(
        $(#[$doc])*
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            out(s, $operation)
        }
                fn $operation($s: State) -> Resume {
            #[allow(unused_unsafe)] // some operations are safe
            // SAFETY: the registers hold values of the types the checker saw.
            let result = unsafe { $result };
            finish($s, result, $words)
        }
    )*};
}
out_of_line! {
    slice_slice cut_slice 2 |s| {
        let data = s.data();
        let bytes = usize::from(s.c()) | usize::from(data.c) << 16;
        let (low, high) = (s.optional(data.op), s.optional(data.a));
        slices::slice_slice(s.allocator(), s.in_b(), bytes, low, high, s.optional(data.b))
    };
    slice_array cut_array 2 |s| {
        let data = s.data();
        let (low, high, max) = (s.optional(data.op), s.optional(data.a), s.optional(data.b));
        slices::slice_array(s.allocator(), s.types(), s.in_b(), TypeId(s.c()), low, high, max)
    };
    make_slice allocate_slice 2 |s| {
        let (len, cap) = (s.in_b() as i64, s.in_c() as i64);
        slices::make(s.allocator(), s.types(), TypeId(s.data().op), len, cap)
    };
    append append_values 2 |s| {
        let (ty, count) = (TypeId(s.data().op), usize::from(s.data().a));
        slices::append(s.allocator(), s.types(), ty, s.in_b(), s.slot(s.c()), count)
    };
    append_slice append_other 2 |s| {
        let ty = TypeId(s.data().op);
        slices::append_slice(s.allocator(), s.types(), ty, s.in_b(), s.in_c())
    };
    append_string append_text 2 |s| {
        let ty = TypeId(s.data().op);
        slices::append_string(s.allocator(), s.types(), ty, s.in_b(), s.in_c())
    };
    copy_slice copy_elements 2 |s| {
        Ok(slices::copy(s.types(), TypeId(s.data().op), s.in_b(), s.in_c()) as Word)
    };
    copy_string copy_text 1 |s| {
        Ok(slices::copy_string(s.in_b(), s.in_c()) as Word)
    };
    slice_to_array array_of_slice 2 |s| slices::to_array(s.in_b(), s.data().low32() as usize);
}

#[inline(always)]
pub(super) fn unsafe_slice<G: Given>(s: State<G>) -> Flow {
    out(s, slice_at)
}

fn slice_at(s: State) -> Resume {
    let (pointer, len) = (s.in_b(), s.in_c());
    if (len as i64) < 0 || len > 1 << 47 || pointer == 0 && len > 0 {
        return panic::raise_fault(s, Fault::UnsafeSliceLength);
    }
    if pointer == 0 {
        s.set(s.a(), 0);
        return s.resume(2);
    }
    let len = len as usize;
    let header = SliceHeader { base: pointer as *mut u8, len, cap: len };
    finish(s, slices::new_header(s.allocator(), header).map_err(Fault::from), 2)
}

#[inline(always)]
pub(super) fn clear_slice<G: Given>(s: State<G>) -> Flow {
    out(s, clear_elements)
}

fn clear_elements(s: State) -> Resume {
    // SAFETY: the register holds a slice of this type.
    unsafe { slices::clear(s.types(), TypeId(s.b()), s.in_a()) };
    s.resume(1)
}
