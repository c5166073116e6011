//! Deferred calls: records on the goroutine's side stack of words, and running them when their
//! function returns.
//!
//! A record, from the bottom: arguments, callee, then `frame << 32 | pc`, then
//! `base << 16 | arguments`. The callee is a func value's address, or a function's id doubled plus
//! one. `base` is where the call's window goes when the function returns normally.

use super::{callee_of, callee_of_closure, raise_fault};
use crate::fault::Fault;
use crate::interpreter::state::{Resume, State};
use crate::interpreter::{Unlock, enter_now, function_of, invoke, method, missing_method, return_from};
use crate::semaphore::{unlock_mutex_at_once, unlock_read_at_once, unlock_write_at_once};
use crate::traceback;
use crate::value::{Iface, Word};
use burrow_bytecode::{FunctionId, SelectorId};
use std::ops::ControlFlow::{Break, Continue};
use std::sync::atomic::AtomicU64;

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
#[inline(always)]
fn push(s: State, callee: Word) -> Resume {
    let count = usize::from(s.data().op);
    let words = count + RECORD_END;
    let defers = match &mut s.goroutine().side {
        Some(side) if side.defers.capacity() - side.defers.len() >= words => &mut side.defers,
        _ => make_room(s, words),
    };
    let len = defers.len();
    let place = (s.depth() as Word) << 32 | Word::from(s.pc_index());
    let sizes = Word::from(s.a()) << 16 | count as Word;
    // SAFETY: there is room for the record; the arguments stand in the window. Word by word: records
    // are too short for a call of `memcpy` to pay.
    unsafe {
        let record = defers.as_mut_ptr().add(len);
        for index in 0..count {
            *record.add(index) = *s.slot(s.a() + 1).add(index);
        }
        *record.add(count) = callee;
        *record.add(count + 1) = place;
        *record.add(count + 2) = sizes;
        defers.set_len(len + words);
    }
    s.resume(2)
}

/// The goroutine's records, with room for `words` more, which the account of memory knows of.
#[cold]
#[inline(never)]
fn make_room<'g>(s: State, words: usize) -> &'g mut Vec<Word> {
    let side = s.goroutine().side();
    side.defers.reserve(words);
    let bytes = side.defers.capacity() * size_of::<Word>();
    if bytes > side.booked_bytes {
        s.shared().scheduler.memory.outside_grows(bytes - side.booked_bytes);
        side.booked_bytes = bytes;
    }
    &mut side.defers
}

/// `defer f(…)`
#[inline]
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
#[inline(always)]
pub(crate) fn run_deferred(s: State, then_return: bool) -> Resume {
    // Most often one lock is given back.
    if let Some(side) = &mut s.goroutine().side
        && let &[.., callee, place, _] = &side.defers[..]
        && (place >> 32) as usize == s.depth()
        && callee & 1 != 0
        && let Some(unlock) = s.callee((callee >> 1) as u32).unlocks
        && unlocked(&mut side.defers, unlock)
        && !matches!(&side.defers[..], &[.., place, _] if (place >> 32) as usize == s.depth())
    {
        return done(s, then_return);
    }
    run_all_deferred(s, then_return)
}

/// The deferred calls of this frame, one after the other.
#[inline(never)]
fn run_all_deferred(s: State, then_return: bool) -> Resume {
    let depth = s.depth();
    let mut fp = s.fp();
    loop {
        // A state made anew for each use stays in registers.
        let s = s.in_frame(fp);
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
        if callee & 1 != 0
            && let Some(unlock) = s.callee((callee >> 1) as u32).unlocks
            && unlocked(defers, unlock)
        {
            continue;
        }
        match s.room(usize::from(base) + 1 + count) {
            Some(window) => fp = window,
            None => return traceback::stack_overflow(s.in_frame(s.fp())),
        }
        let rest = defers.len() - RECORD_END - count;
        for index in 0..count {
            s.in_frame(fp).set(base + 1 + index as u16, defers[rest + index]);
        }
        defers.truncate(rest);
        if callee == 0 {
            return raise_fault(s.in_frame(fp), Fault::NilDereference);
        }
        let (function, closure) = resolve(callee);
        let callee = s.callee(function.0);
        match callee.native() {
            // A native needs no frame; if it is done at once, on to the next deferred call.
            Some(native) => match invoke(s.in_frame(fp), native, base, s.in_frame(fp)) {
                Continue(()) => {}
                Break(resume) => return resume,
            },
            None => return enter_now(s.in_frame(fp), callee, base, s.pc(), closure),
        }
    }
}

/// Does the newest deferred call, which gives back a mutex, if nobody waits for the mutex.
#[inline(always)]
fn unlocked(defers: &mut Vec<Word>, unlock: Unlock) -> bool {
    let Some(rest) = defers.len().checked_sub(RECORD_END + 1) else { return false };
    if defers[rest] == 0 {
        return false;
    }
    // SAFETY: the one argument is a pointer to a mutex, which is one word.
    let state = unsafe { AtomicU64::from_ptr(defers[rest] as *mut u64) };
    let done = match unlock {
        Unlock::Mutex => unlock_mutex_at_once(state),
        Unlock::Read => unlock_read_at_once(state),
        Unlock::Write => unlock_write_at_once(state),
    };
    if done {
        defers.truncate(rest);
    }
    done
}

/// No deferred call of this frame is left.
#[inline(always)]
fn done(s: State, then_return: bool) -> Resume {
    if then_return { return_from(s) } else { s.resume(1) }
}
