//! Strings: length and bytes inline, everything else out of line over `crate::strings`.

use super::state::{Flow, Given, Resume, State, cold, out};
use crate::fault::Fault;
use crate::value::{StringHeader, Word};
use crate::{panic, strings};

#[inline(always)]
pub(super) fn len_string<G: Given>(s: State<G>) -> Flow {
    let string = s.in_b();
    // SAFETY: a string's word is 0 or the address of its header.
    let len = if string == 0 { 0 } else { unsafe { (*(string as *const StringHeader)).len } };
    s.put(len as Word)
}

#[inline(always)]
pub(super) fn index_string<G: Given>(s: State<G>) -> Flow {
    let (string, index) = (s.in_b(), s.in_c());
    if string == 0 {
        return cold(index_fault);
    }
    // SAFETY: a string's word is 0 or the address of its header, which never changes.
    let header = unsafe { &*(string as *const StringHeader) };
    if index >= header.len as Word {
        return cold(index_fault);
    }
    // SAFETY: within the string; its bytes never change.
    s.put(unsafe { *header.data.add(index as usize) }.into())
}

#[cold]
fn index_fault(s: State) -> Resume {
    // SAFETY: a register of type string holds a string.
    let len = unsafe { strings::len(s.in_b()) };
    panic::raise_fault(s, Fault::index(s.in_c() as i64, len))
}

/// Stores an operation's result in `a` and goes on, or raises.
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
    ($($name:ident $operation:ident $words:literal |$s:ident| $result:expr;)*) => {$(
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
    slice_string cut_string 2 |s| {
        let (low, high) = (s.optional(s.data().op), s.optional(s.data().a));
        strings::slice(s.allocator(), s.in_b(), low, high)
    };
    concat concatenate 1 |s| {
        let parts = std::slice::from_raw_parts(s.slot(s.b()), usize::from(s.c()));
        strings::concat(s.allocator(), parts).map_err(Fault::from)
    };
    string_to_bytes to_bytes 1 |s| {
        strings::to_byte_slice(s.allocator(), s.in_b()).map_err(Fault::from)
    };
    bytes_to_string from_bytes 1 |s| {
        strings::from_byte_slice(s.allocator(), s.in_b()).map_err(Fault::from)
    };
    string_to_runes to_runes 1 |s| {
        strings::to_rune_slice(s.allocator(), s.in_b()).map_err(Fault::from)
    };
    runes_to_string from_runes 1 |s| {
        strings::from_rune_slice(s.allocator(), s.in_b()).map_err(Fault::from)
    };
    rune_to_string from_rune 1 |s| {
        strings::from_rune(s.allocator(), s.in_b() as i64).map_err(Fault::from)
    };
}

/// `unsafe.StringData`: the first byte's address; nil for "".
#[inline(always)]
pub(super) fn string_data<G: Given>(s: State<G>) -> Flow {
    let string = s.in_b();
    // SAFETY: a string's word is 0 or the address of its header.
    let data = if string == 0 { 0 } else { unsafe { (*(string as *const StringHeader)).data as Word } };
    s.put(data)
}

#[inline(always)]
pub(super) fn unsafe_string<G: Given>(s: State<G>) -> Flow {
    out(s, string_at)
}

fn string_at(s: State) -> Resume {
    let (pointer, len) = (s.in_b(), s.in_c());
    if (len as i64) < 0 || len > 1 << 47 || pointer == 0 && len > 0 {
        return panic::raise_fault(s, Fault::UnsafeStringLength);
    }
    if len == 0 {
        s.set(s.a(), 0);
        return s.resume(1);
    }
    // SAFETY: the program says that so many bytes are there; they are copied.
    let bytes = unsafe { std::slice::from_raw_parts(pointer as *const u8, len as usize) };
    finish(s, strings::new(s.allocator(), bytes).map_err(Fault::from), 1)
}

#[inline(always)]
pub(super) fn string_next<G: Given>(s: State<G>) -> Flow {
    let (string, index) = (s.in_b(), s.in_c());
    // SAFETY: a register of type string holds a string.
    let bytes = unsafe { string_bytes(string) };
    let Some(&byte) = bytes.get(index as usize) else {
        return Flow::Jump(s.target(i64::from(s.data().low32() as i32)));
    };
    if byte >= 0x80 {
        return out(s, next_rune);
    }
    s.set(s.a(), byte.into());
    s.set(s.a() + 1, index + 1);
    s.next2()
}

#[inline(always)]
unsafe fn string_bytes<'a>(string: Word) -> &'a [u8] {
    if string == 0 {
        return &[];
    }
    // SAFETY: the caller's promise: the address of a header; bytes never change.
    unsafe {
        let header = &*(string as *const StringHeader);
        std::slice::from_raw_parts(header.data, header.len)
    }
}

fn next_rune(s: State) -> Resume {
    let index = s.in_c();
    // SAFETY: a register of type string holds a string.
    let bytes = unsafe { string_bytes(s.in_b()) };
    let (rune, width) = strings::decode_rune(&bytes[index as usize..]);
    s.set(s.a(), i64::from(rune) as Word);
    s.set(s.a() + 1, index + width as Word);
    s.resume(2)
}
