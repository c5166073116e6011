//! Both dispatch back ends, generated from the one list of instructions.
//!
//! Optimised builds: a table of handlers, each of which ends in a call of the next one with the
//! same three arguments and nothing left to do, which LLVM makes a jump (`tests` runs 10^8
//! instructions on a small native stack; `objdump` shows the jumps). No handler may hold a value
//! with a destructor, or let the address of a local escape. Debug builds and Miri: `loop { match }`.

use super::state::{Flow, Resume, State};
use super::{arrays, calls, channels, closures, compare, floats, integers, interfaces, jumps};
use super::{maps, memory, moves, print, slices, strings};
use crate::scheduler::Worker;
use crate::value::Word;
use burrow_bytecode::{Instr, Op};

/// Bodies by name, wherever they live: the modules' names do not clash.
mod bodies {
    pub(super) use super::{
        arrays::*, calls::*, channels::*, closures::*, compare::*, floats::*, integers::*, interfaces::*,
        jumps::*, maps::*, memory::*, moves::*, print::*, slices::*, strings::*,
    };
}

/// Runs from `pc` on until something leaves the interpreter; the encoded [`super::Stop`].
///
/// # Safety
/// `pc` stands at compiled code, `fp` at its window on the stack of the worker's goroutine.
pub(super) unsafe fn run(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> usize {
    // SAFETY: the caller's promise.
    unsafe { back_end::run(pc, fp, worker) }
}

#[cfg(any(debug_assertions, miri))]
mod back_end {
    use super::*;

    /// What a body answered, as the next instruction.
    fn follow(s: State, flow: Flow) -> Resume {
        match flow {
            Flow::To(pc) => Resume { pc, fp: s.fp() },
            Flow::Enter(pc, fp) => Resume { pc, fp },
            Flow::Check(resume) => resume,
            // SAFETY: the registers of a state.
            Flow::Cold(operation) => unsafe { operation(s.pc(), s.fp(), s.worker_ptr()) },
        }
    }

    macro_rules! interpreter {
        ($($(#[$doc:meta])* $name:ident $body:ident ($($o:ident : $r:ident),* $(; $($eo:ident : $er:ident),*)?);)*) => {
            /// One instruction.
            fn step(op: Op, s: State) -> Resume {
                match op {
                    $(Op::$name => follow(s, bodies::$body(s)),)*
                }
            }
        };
    }
    burrow_bytecode::instructions!(interpreter);

    pub(super) unsafe fn run(mut pc: *const Instr, mut fp: *mut Word, worker: *mut Worker) -> usize {
        loop {
            // SAFETY: the caller's promise, kept by every body.
            let (code, s) = unsafe { ((*pc).op, State::new(pc, fp, worker)) };
            let Some(op) = Op::from_u16(code) else { unreachable!("no such opcode: {code}") };
            let resume = step(op, s);
            if resume.pc.is_null() {
                return resume.fp as usize;
            }
            (pc, fp) = (resume.pc, resume.fp);
        }
    }
}

#[cfg(not(any(debug_assertions, miri)))]
mod back_end {
    use super::super::pairs::{PAIRS, pairs};
    use super::super::state::OutOfLine;
    use super::*;

    type Handler = unsafe fn(*const Instr, *mut Word, *mut Worker) -> usize;

    macro_rules! interpreter {
        ($($(#[$doc:meta])* $name:ident $body:ident ($($o:ident : $r:ident),* $(; $($eo:ident : $er:ident),*)?);)*) => {
            const SINGLE: [Handler; Op::ALL.len()] = [$(handlers::$body),*];

            /// A handler for each instruction.
            mod handlers {
                use super::*;
                $(
                    pub(super) unsafe fn $body(
                        pc: *const Instr,
                        fp: *mut Word,
                        worker: *mut Worker,
                    ) -> usize {
                        // SAFETY: the caller's promise.
                        unsafe {
                            let s = State::new(pc, fp, worker);
                            dispatch(s, bodies::$body(s))
                        }
                    }
                )*
            }
        };
    }
    burrow_bytecode::instructions!(interpreter);

    macro_rules! pair_handlers {
        ($($name:ident $first:ident $first_body:ident, $second:ident $second_body:ident;)*) => {
            const PAIR: [Handler; PAIRS.len()] = [$(pair_handlers::$name),*];

            /// A handler for each pair.
            mod pair_handlers {
                use super::*;
                $(
                    pub(super) unsafe fn $name(
                        pc: *const Instr,
                        fp: *mut Word,
                        worker: *mut Worker,
                    ) -> usize {
                        // SAFETY: the caller's promise.
                        unsafe {
                            let s = State::new(pc, fp, worker);
                            match bodies::$first_body(s) {
                                Flow::To(pc) => {
                                    let s = s.at(pc);
                                    dispatch(s, bodies::$second_body(s))
                                }
                                flow => dispatch(s, flow),
                            }
                        }
                    }
                )*
            }
        };
    }
    pairs!(pair_handlers);

    /// By opcode: instructions, then pairs.
    static HANDLERS: [Handler; SINGLE.len() + PAIR.len()] = {
        let mut all = [SINGLE[0]; SINGLE.len() + PAIR.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = if at < SINGLE.len() { SINGLE[at] } else { PAIR[at - SINGLE.len()] };
            at += 1;
        }
        all
    };

    /// Ends a handler: on to the next one.
    #[inline(always)]
    unsafe fn dispatch(s: State, flow: Flow) -> usize {
        // SAFETY: a body answers with an instruction of compiled code and its window.
        unsafe {
            match flow {
                Flow::To(pc) => next(pc, s.fp(), s.worker_ptr()),
                Flow::Enter(pc, fp) => next(pc, fp, s.worker_ptr()),
                Flow::Check(resume) => checked(resume, s.worker_ptr()),
                Flow::Cold(operation) => out_of_line(s.pc(), s.fp(), s.worker_ptr(), operation),
            }
        }
    }

    #[inline(always)]
    unsafe fn next(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> usize {
        // SAFETY: opcodes of compiled code are below the table's length.
        unsafe {
            let handler = *HANDLERS.get_unchecked(usize::from((*pc).op));
            handler(pc, fp, worker)
        }
    }

    #[inline(always)]
    unsafe fn checked(resume: Resume, worker: *mut Worker) -> usize {
        if resume.pc.is_null() {
            return resume.fp as usize;
        }
        // SAFETY: as in `dispatch`.
        unsafe { next(resume.pc, resume.fp, worker) }
    }

    /// The cold rest of an instruction: a jump from its handler, so that the fast path neither
    /// saves nor restores registers.
    #[cold]
    #[inline(never)]
    unsafe fn out_of_line(
        pc: *const Instr,
        fp: *mut Word,
        worker: *mut Worker,
        operation: OutOfLine,
    ) -> usize {
        // SAFETY: the handler's own registers.
        unsafe { checked(operation(pc, fp, worker), worker) }
    }

    pub(super) unsafe fn run(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> usize {
        // SAFETY: the caller's promise.
        unsafe { next(pc, fp, worker) }
    }
}
