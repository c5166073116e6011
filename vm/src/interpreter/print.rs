//! `print` and `println`: values as Go's runtime prints them, to standard error. The instructions of
//! one statement stand in a row; what they print is written at once, so that lines of goroutines
//! that run at the same time do not mix.

use super::state::{Flow, Given, Resume, State, out};
use crate::native::Stream;
use crate::panic::write_value;
use crate::value::Word;
use burrow_bytecode::{Op, TypeId};

#[inline(always)]
pub(super) fn print_value<G: Given>(s: State<G>) -> Flow {
    out(s, print)
}

fn print(s: State) -> Resume {
    let text = &mut s.local().printed;
    // SAFETY: the registers hold a value of this type.
    unsafe { write_value(text, s.types(), TypeId(s.b()), s.slot(s.a()) as *const Word) };
    finish(s)
}

#[inline(always)]
pub(super) fn print_text<G: Given>(s: State<G>) -> Flow {
    out(s, print_constant)
}

fn print_constant(s: State) -> Resume {
    s.local().printed.extend_from_slice(&s.shared().program.strings[s.bc() as usize]);
    finish(s)
}

/// Writes when the next instruction prints nothing.
fn finish(s: State) -> Resume {
    let goes_on = s.at(s.after(1)).is(Op::Print) || s.at(s.after(1)).is(Op::PrintText);
    if !goes_on {
        let text = &mut s.local().printed;
        // Whether it arrives does not matter to the program.
        let _ = s.shared().write(Stream::Error, text);
        text.clear();
    }
    s.resume(1)
}
