//! `print` and `println`: values as Go's runtime prints them, to standard error.

use super::state::{out, Flow, Resume, State};
use crate::panic::write_value;
use crate::value::Word;
use burrow_bytecode::TypeId;

#[inline(always)]
pub(super) fn print_value(s: State) -> Flow {
    out(s, print)
}

fn print(s: State) -> Resume {
    let mut text = Vec::new();
    // SAFETY: the registers hold a value of this type.
    unsafe { write_value(&mut text, s.types(), TypeId(s.b()), s.slot(s.a()) as *const Word) };
    s.shared().streams.write_error(&text);
    s.resume(1)
}

#[inline(always)]
pub(super) fn print_text(s: State) -> Flow {
    out(s, print_constant)
}

fn print_constant(s: State) -> Resume {
    let shared = s.shared();
    // Print's operand is a lone 32-bit one: lanes b and c.
    shared.streams.write_error(&shared.program.strings[s.bc() as usize]);
    s.resume(1)
}
