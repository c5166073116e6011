//! Both dispatch back ends, generated from the one list of instructions.
//!
//! Optimised builds: a table of handlers, each of which ends in a call of the next one with the
//! same four arguments and nothing left to do, which LLVM makes a jump (`tests` runs 10^8
//! instructions on a small native stack; `objdump` shows the jumps). No handler may hold a value
//! with a destructor, or let the address of a local escape. The fourth argument is the table
//! itself, so that it stays in a register; a machine that profiles runs with a table of its own.
//! Debug builds and Miri: `loop { match }`.

use super::meter::{refuel, spend};
use super::state::{Flow, Resume, State};
use super::{arrays, atomics, calls, channels, closures, compare, floats, integers, interfaces, jumps};
use super::{maps, memory, moves, print, slices, strings};
use crate::scheduler::Worker;
use crate::value::Word;
use burrow_bytecode::{Instr, Op};

/// Bodies by name, wherever they live: the modules' names do not clash.
mod bodies {
    pub(super) use super::{
        arrays::*, atomics::*, calls::*, channels::*, closures::*, compare::*, floats::*, integers::*,
        interfaces::*, jumps::*, maps::*, memory::*, moves::*, print::*, slices::*, strings::*,
    };
}

/// Counts an instruction for the machine's profile.
#[inline(never)]
fn count(s: State) {
    let index = s.pc_index();
    if let Some(profile) = &mut s.local().profile {
        profile.count(index);
    }
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
            Flow::To(pc) | Flow::Set(pc, _) | Flow::Jump(pc) => Resume { pc, fp: s.fp() },
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
            if !spend(s) {
                let resume = refuel(s);
                if resume.pc.is_null() {
                    return resume.fp as usize;
                }
                continue;
            }
            if s.local().profile.is_some() {
                count(s);
            }
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
    use super::super::sequences::{LENGTH_MAX, Links, SEQUENCES, links, named, sequences};
    use super::super::state::{Known, OutOfLine, outline};
    use super::*;

    /// By opcode: instructions, then sequences.
    struct Table([Handler; SINGLE.len() + SEQUENCE.len()]);
    type Handler = unsafe fn(*const Instr, *mut Word, *mut Worker, &'static Table) -> usize;

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
                        table: &'static Table,
                    ) -> usize {
                        // SAFETY: the caller's promise.
                        unsafe {
                            let s = State::new(pc, fp, worker);
                            dispatch(s, table, bodies::$body(s))
                        }
                    }
                )*
            }
        };
    }
    burrow_bytecode::instructions!(interpreter);

    /// Bodies by the names of their instructions.
    mod by_op {
        macro_rules! name_bodies {
            ($($(#[$doc:meta])* $name:ident $body:ident ($($o:ident : $r:ident),* $(; $($eo:ident : $er:ident),*)?);)*) => {
                $(#[allow(unused_imports)] pub(super) use super::bodies::$body as $name;)*
            };
        }
        burrow_bytecode::instructions!(name_bodies);
    }

    macro_rules! sequence_handlers {
        ($($(($op:ident $($link:ident)*))+;)*) => {
            /// A handler for each sequence.
            const SEQUENCE: [Handler; SEQUENCES.len()] = [$({
                unsafe fn sequence(
                    pc: *const Instr,
                    fp: *mut Word,
                    worker: *mut Worker,
                    table: &'static Table,
                ) -> usize {
                    // SAFETY: the caller's promise.
                    unsafe {
                        let mut s = State::new(pc, fp, worker);
                        let mut values = [None; LENGTH_MAX];
                        let mut at = 0;
                        $(
                            let sources = const { links(&[$(named::$link),*]) };
                            let flow = by_op::$op(s.knowing(given(sources, &values)));
                            match flow {
                                Flow::To(pc) => s = s.at(pc),
                                Flow::Set(pc, value) => {
                                    values[at] = Some(value);
                                    s = s.at(pc);
                                }
                                flow => return dispatch(s, table, flow),
                            }
                            at += 1;
                        )+
                        let _ = (values, at);
                        next(s.pc(), s.fp(), s.worker_ptr(), table)
                    }
                }
                sequence as Handler
            }),*];
        };
    }
    sequences!(sequence_handlers);

    /// The values of an instruction's registers that those before it have set.
    #[inline(always)]
    fn given(links: Links, values: &[Option<Word>; LENGTH_MAX]) -> Known {
        Known([known(links[0], values), known(links[1], values), known(links[2], values)])
    }

    #[inline(always)]
    fn known(link: Option<u8>, values: &[Option<Word>; LENGTH_MAX]) -> Option<Word> {
        match link {
            Some(index) => values[usize::from(index)],
            None => None,
        }
    }

    static HANDLERS: Table = {
        let mut all = [SINGLE[0]; SINGLE.len() + SEQUENCE.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = if at < SINGLE.len() { SINGLE[at] } else { SEQUENCE[at - SINGLE.len()] };
            at += 1;
        }
        Table(all)
    };

    /// Counts each instruction before its handler runs, for a profile or a limit. Such code has no
    /// sequences.
    static COUNTING: Table = Table([counting; SINGLE.len() + SEQUENCE.len()]);

    unsafe fn counting(pc: *const Instr, fp: *mut Word, worker: *mut Worker, table: &'static Table) -> usize {
        // SAFETY: the caller's promise; opcodes of compiled code are below the table's length.
        unsafe {
            let s = State::new(pc, fp, worker);
            if !spend(s) {
                return out_of_line(pc, fp, worker, table, outline(refuel));
            }
            if s.local().profile.is_some() {
                count(s);
            }
            HANDLERS.0[usize::from((*pc).op)](pc, fp, worker, table)
        }
    }

    /// Ends a handler: on to the next one.
    #[inline(always)]
    unsafe fn dispatch(s: State, table: &'static Table, flow: Flow) -> usize {
        // SAFETY: a body answers with an instruction of compiled code and its window.
        unsafe {
            match flow {
                Flow::To(pc) | Flow::Set(pc, _) | Flow::Jump(pc) => next(pc, s.fp(), s.worker_ptr(), table),
                Flow::Enter(pc, fp) => next(pc, fp, s.worker_ptr(), table),
                Flow::Check(resume) => checked(resume, s.worker_ptr(), table),
                Flow::Cold(operation) => out_of_line(s.pc(), s.fp(), s.worker_ptr(), table, operation),
            }
        }
    }

    #[inline(always)]
    unsafe fn next(pc: *const Instr, fp: *mut Word, worker: *mut Worker, table: &'static Table) -> usize {
        // SAFETY: opcodes of compiled code are below the table's length.
        unsafe {
            let handler = *table.0.get_unchecked(usize::from((*pc).op));
            handler(pc, fp, worker, table)
        }
    }

    #[inline(always)]
    unsafe fn checked(resume: Resume, worker: *mut Worker, table: &'static Table) -> usize {
        if resume.pc.is_null() {
            return resume.fp as usize;
        }
        // SAFETY: as in `dispatch`.
        unsafe { next(resume.pc, resume.fp, worker, table) }
    }

    /// The cold rest of an instruction: a jump from its handler, so that the fast path neither
    /// saves nor restores registers.
    #[cold]
    #[inline(never)]
    unsafe fn out_of_line(
        pc: *const Instr,
        fp: *mut Word,
        worker: *mut Worker,
        table: &'static Table,
        operation: OutOfLine,
    ) -> usize {
        // SAFETY: the handler's own registers.
        unsafe { checked(operation(pc, fp, worker), worker, table) }
    }

    pub(super) unsafe fn run(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> usize {
        // SAFETY: the caller's promise; the running worker's part is there.
        unsafe {
            let local = &*(*worker).local;
            let counts = local.metered || local.profile.is_some();
            next(pc, fp, worker, if counts { &COUNTING } else { &HANDLERS })
        }
    }
}
