//! Deferred calls: records on the goroutine's side stack of words, and running them when their
//! function returns.
//!
//! A record, from the bottom: arguments, callee, then `frame << 32 | pc`, then
//! `base << 16 | arguments`. The callee is a func value's address, or a function's id doubled plus
//! one. `base` is where the call's window goes when the function returns normally.

use super::{callee_of, callee_of_closure, raise_fault};
use crate::fault::Fault;
use crate::interpreter::state::{Resume, State};
use crate::interpreter::{enter_now, function_of, method, missing_method, return_from};
use crate::traceback;
use crate::value::{Iface, Word};
use burrow_bytecode::{FunctionId, SelectorId};

/// Words of a record behind its arguments.
const RECORD_END: usize = 3;

/// A deferred call.
pub(super) struct Deferred {
    /// A func value, or a function's id doubled plus one; 0 is a nil func value.
    pub(super) callee: Word,
    /// Depth of the frame that deferred it.
    pub(super) frame: usize,
    /// Code index of the defer statement.
    pub(super) pc: u32,
    pub(super) arguments: Vec<Word>,
}

/// The function and the closure (0 for none) of a deferred callee.
pub(super) fn resolve(callee: Word) -> (FunctionId, Word) {
    if callee & 1 != 0 {
        (FunctionId((callee >> 1) as u32), 0)
    } else {
        (FunctionId(function_of(callee)), callee)
    }
}

/// Takes the newest deferred call.
pub(super) fn pop(words: &mut Vec<Word>) -> Option<Deferred> {
    let sizes = words.pop()?;
    let (place, callee) = (words.pop()?, words.pop()?);
    let arguments = words.split_off(words.len() - (sizes & 0xffff) as usize);
    Some(Deferred { callee, frame: (place >> 32) as usize, pc: place as u32, arguments })
}

/// Pushes the call of `callee` with the arguments from behind the register in lane `a`.
fn push(s: State, callee: Word) -> Resume {
    let count = s.data().op;
    let place = (s.depth() as Word) << 32 | Word::from(s.pc_index());
    let defers = &mut s.goroutine().side().defers;
    defers.reserve(usize::from(count) + RECORD_END);
    // SAFETY: the arguments stand in the window.
    defers.extend_from_slice(unsafe { std::slice::from_raw_parts(s.slot(s.a() + 1), count.into()) });
    defers.extend_from_slice(&[callee, place, Word::from(s.a()) << 16 | Word::from(count)]);
    s.resume(2)
}

/// `defer f(…)`
#[inline(never)]
pub(crate) fn defer_function(s: State, function: FunctionId) -> Resume {
    push(s, callee_of(function))
}

/// `defer v(…)` of a func value; nil panics when it is called.
#[inline(never)]
pub(crate) fn defer_closure(s: State) -> Resume {
    push(s, callee_of_closure(s.reg(s.b())))
}

/// `defer i.M(…)`; a nil interface panics at once.
#[inline(never)]
pub(crate) fn defer_method(s: State) -> Resume {
    let iface = Iface(s.reg(s.b()));
    if iface == Iface::NIL {
        return raise_fault(s, Fault::NilDereference);
    }
    let Some(callee) = method(s, iface.ty(), SelectorId(s.c())) else {
        return missing_method(s);
    };
    s.set(s.a() + 1, iface.payload());
    push(s, callee_of(s.shared().function_of_callee(callee)))
}

/// `ReturnDefer` and `RunDefers`: calls the newest deferred call of this frame with this very
/// instruction as its return address; without one, returns or goes on.
#[inline(never)]
pub(crate) fn run_deferred(s: State, then_return: bool) -> Resume {
    let depth = s.depth();
    let defers = match &mut s.goroutine().side {
        Some(side) => &mut side.defers,
        None => return done(s, then_return),
    };
    let &[.., callee, place, sizes] = &defers[..] else {
        return done(s, then_return);
    };
    if (place >> 32) as usize != depth {
        return done(s, then_return);
    }
    let (base, count) = ((sizes >> 16) as u16, (sizes & 0xffff) as usize);
    let Some(s) = s.with_room(usize::from(base) + 1 + count) else {
        return traceback::stack_overflow(s);
    };
    let rest = defers.len() - RECORD_END - count;
    for (register, &word) in (base + 1..).zip(&defers[rest..rest + count]) {
        s.set(register, word);
    }
    defers.truncate(rest);
    if callee == 0 {
        return raise_fault(s, Fault::NilDereference);
    }
    let (function, closure) = resolve(callee);
    enter_now(s, s.callee(function.0), base, s.pc(), closure)
}

/// No deferred call of this frame is left.
fn done(s: State, then_return: bool) -> Resume {
    if then_return { return_from(s) } else { s.resume(1) }
}
