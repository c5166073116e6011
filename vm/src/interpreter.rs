//! The interpreter: runs a goroutine's code until something stops it.
//!
//! Each instruction of the list in `burrow_bytecode::instruction` has one body here, a small inline
//! function from the registers ([`state::State`]) to where to go on ([`state::Flow`]); `dispatch`
//! makes both back ends from them. What is complex stands out of line. Whatever stops a goroutine
//! stores its `pc` and `fp` first, so a stopped goroutine is complete in its own memory.

mod arrays;
mod atomics;
mod calls;
mod channels;
mod closures;
mod compare;
mod dispatch;
mod floats;
mod integers;
mod interfaces;
mod jumps;
mod maps;
mod memory;
mod meter;
mod moves;
mod natives;
mod print;
#[cfg_attr(any(debug_assertions, miri), allow(dead_code, reason = "for the handlers' table only"))]
mod sequences;
mod slices;
pub(crate) mod state;
mod strings;
#[cfg(test)]
mod tests;

pub(crate) use calls::{MethodCache, enter_now, link, method, missing_method, return_from, unlink};
pub(crate) use closures::function_of;
pub(crate) use natives::invoke;
pub(crate) use sequences::fuse;

use crate::fault::Fault;
use crate::goroutine::{Goroutine, StackOverflow, Wake};
use crate::heap::Allocator;
use crate::machine::Shared;
use crate::panic;
use crate::profile::Profile;
use crate::scheduler::{Stop, Worker};
use crate::value::{Word, store_word};
use burrow_bytecode::{Function, Instr, Op};
use state::{Resume, State};
use std::ptr;

/// Sequences of instructions have handlers in optimised builds.
pub(crate) const HAS_SEQUENCES: bool = cfg!(not(any(debug_assertions, miri)));

/// What the interpreter has on each worker. Boxed: its address is in [`Worker::local`].
#[repr(C)]
pub(crate) struct Local {
    /// Functions by id.
    pub(crate) callees: *const Callee,
    /// What all workers share.
    pub(crate) shared: *const Shared,
    /// 64-bit constants.
    pub(crate) constants: *const Word,
    /// Words of string constants.
    pub(crate) strings: *const Word,
    /// Globals.
    pub(crate) globals: *const Word,
    /// Methods that interface calls have found lately.
    pub(crate) methods: [MethodCache; MethodCache::EMPTY.len()],
    /// What a `print` under way has printed so far.
    pub(crate) printed: Vec<u8>,
    /// The run may execute only so many instructions.
    pub(crate) metered: bool,
    /// Counts of instructions, when the machine was asked for them.
    pub(crate) profile: Option<Profile>,
    /// This worker's allocator.
    pub(crate) allocator: Allocator,
}

/// What a call needs to know of a function.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Callee {
    /// Its first instruction.
    pub(crate) entry: *const Instr,
    /// Bytes of its window, its closure's slot included.
    pub(crate) frame_bytes: u32,
    /// Where a call through a func value stores the closure.
    pub(crate) closure_slot: u16,
    /// What it does, if that is nothing but to give back a mutex: as a deferred call it needs no
    /// frame.
    pub(crate) unlocks: Option<Unlock>,
}

/// What gives back a mutex.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Unlock {
    /// `sync.(*Mutex).Unlock`
    Mutex,
    /// `sync.(*RWMutex).RUnlock`
    Read,
    /// `sync.(*RWMutex).Unlock`
    Write,
}

impl Callee {
    /// Of `function`, whose code begins at `entry` with the instruction `first`. The closure's slot counts even when the
    /// function has none: a call through a func value stores it all the same.
    pub(crate) fn new(function: &Function, first: Instr, entry: *const Instr) -> Callee {
        let closure_slot = function.closure_slot();
        let words = u32::from(function.frame_words).max(u32::from(closure_slot) + 1);
        // The instruction and a return: no more.
        let whole = function.end - function.entry == 2 && function.param_words == 1;
        let unlock = match Op::from_u16(first.op) {
            Some(Op::UnlockMutex) => Some(Unlock::Mutex),
            Some(Op::UnlockRead) => Some(Unlock::Read),
            Some(Op::UnlockWrite) => Some(Unlock::Write),
            _ => None,
        };
        let unlocks = unlock.filter(|_| whole && first.a == 1);
        Callee { entry, frame_bytes: words * size_of::<Word>() as u32, closure_slot, unlocks }
    }

    /// Slots of its window.
    pub(crate) fn frame_words(&self) -> usize {
        self.frame_bytes as usize / size_of::<Word>()
    }

    /// The native that it does nothing but call with its own window: a declaration without a body.
    #[inline(always)]
    pub(crate) fn native(&self) -> Option<u32> {
        // SAFETY: the first instruction of a function of compiled code, of which only data words
        // change.
        let first = unsafe { *self.entry };
        (first.op == Op::CallNative as u16 && first.a == 0).then(|| first.bc())
    }

    /// Makes a new goroutine ready to call it; the arguments are still to be stored.
    pub(crate) fn prepare(
        &self,
        worker: &mut Worker,
        goroutine: *mut Goroutine,
        closure: Word,
    ) -> Result<(), StackOverflow> {
        // SAFETY: a new goroutine belongs to the worker that made it.
        unsafe {
            if (*goroutine).stack_words() < self.frame_words() {
                worker.grow_stack(goroutine, self.frame_words())?;
            }
            let stack = (*goroutine).stack;
            *stack = 0;
            if closure != 0 {
                store_word(stack.add(usize::from(self.closure_slot)) as Word, closure);
            }
            (*goroutine).fp = stack;
            (*goroutine).pc = self.entry;
        }
        Ok(())
    }
}

/// A [`Stop`] in a pointer's place, see [`Resume`].
impl Stop {
    pub(crate) fn encode(self) -> *mut Word {
        let code = match self {
            Stop::Parked => 0,
            Stop::Safepoint => 1,
            Stop::Yield => 2,
            Stop::Ended => 3,
            Stop::Exit(status) => 4 | (status as u32 as usize) << 8,
        };
        ptr::without_provenance_mut(code)
    }

    fn decode(code: usize) -> Stop {
        match code & 0xff {
            0 => Stop::Parked,
            1 => Stop::Safepoint,
            2 => Stop::Yield,
            3 => Stop::Ended,
            _ => Stop::Exit((code >> 8) as u32 as i32),
        }
    }
}

/// Leaves the interpreter: stores `pc` (the next instruction) and `fp`.
pub(crate) fn leave(s: State, stop: Stop) -> Resume {
    s.store();
    Resume { pc: ptr::null(), fp: stop.encode() }
}

/// Panics with "send on closed channel"; `after` stands behind the sending instruction.
#[cold]
pub(crate) fn raise_send_closed(after: State) -> Resume {
    // SAFETY: behind an instruction of at least one word.
    let pc = unsafe { after.pc().sub(1) };
    panic::raise_fault(after.at(pc), Fault::SendOnClosedChannel)
}

/// Runs the worker's goroutine from its `pc` and `fp` until something stops it.
///
/// # Safety
/// `worker` is the running worker, whose `local` is set, and `worker.goroutine` belongs to it.
pub(crate) unsafe fn run(worker: *mut Worker) -> Stop {
    // SAFETY: the caller's promise.
    let mut resume = unsafe {
        let goroutine = (*worker).goroutine;
        Resume { pc: (*goroutine).pc, fp: (*goroutine).fp }
    };
    // SAFETY: as above; a stopped goroutine's registers are in order.
    unsafe {
        let goroutine = (*worker).goroutine;
        let wake = std::mem::replace(&mut (*goroutine).wake, Wake::Continue);
        if wake == Wake::Goexit {
            resume = panic::killed(State::new(resume.pc, resume.fp, worker));
        } else if matches!(wake, Wake::PanicSendClosed | Wake::FinishSelectPanic) {
            resume = raise_send_closed(State::new(resume.pc, resume.fp, worker));
        } else if (*goroutine).interpreter_flags & panic::NATIVE_PANIC != 0 {
            resume = panic::raise_left_by_native(State::new(resume.pc, resume.fp, worker));
        }
        if resume.pc.is_null() {
            return Stop::decode(resume.fp as usize);
        }
        Stop::decode(dispatch::run(resume.pc, resume.fp, worker))
    }
}
