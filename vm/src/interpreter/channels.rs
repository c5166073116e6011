//! Channel operations. `pc` and `fp` are stored before anything can make the goroutine visible to
//! others; once an operation has answered `Parked` the goroutine is not touched any more.
//!
//! A by-reference value that is sent must be a copy that belongs to the channel. The copy's address
//! stands in the goroutine's `values` while it waits, since its register still means the original.

use super::state::{Flow, Given, Resume, State, out};
use super::{Stop, raise_send_closed};
use crate::channel::{self, CloseOutcome, Outcome};
use crate::fault::{Fault, OutOfMemory};
use crate::heap::ObjectKind;
use crate::panic;
use crate::select::{self, Case};
use crate::value::Word;
use burrow_bytecode::{Instr, TypeId};
use std::ptr;

macro_rules! out_of_line {
    ($($name:ident $operation:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            out(s, $operation)
        }
    )*};
}
out_of_line! {
    make_chan allocate;
    send send_value;
    recv receive;
    recv_ok receive_ok;
    close_chan close;
    len_chan length;
    cap_chan capacity;
    select choose;
}

fn allocate(s: State) -> Resume {
    let (elem, cap) = (s.types().get(TypeId(s.c())).elem, s.in_b() as i64);
    let info = s.types().get(elem);
    let (words, by_ref) = (info.frame_words as u16, if info.by_ref { elem } else { TypeId::NIL });
    let Some(bytes) = channel::object_bytes(words, cap) else {
        return panic::raise_fault(s, Fault::MakeChanSize);
    };
    match s.allocator().alloc(bytes, ObjectKind::Scan) {
        Ok(object) => {
            // SAFETY: a fresh object of that size.
            unsafe { channel::initialise(object.as_ptr(), words, by_ref, cap, s.goroutine().bubble) };
            s.set(s.a(), object.as_ptr() as Word);
            s.resume(1)
        }
        Err(error) => panic::raise_fault(s, error.into()),
    }
}

/// How a goroutine goes on, or not, behind an operation of `after`'s instruction.
#[inline(always)]
fn finish(after: State, outcome: Outcome) -> Resume {
    match outcome {
        Outcome::Done => after.resume(0),
        Outcome::Parked => Resume { pc: ptr::null(), fp: Stop::Parked.encode() },
        Outcome::SendOnClosed => raise_send_closed(after),
    }
}

/// What is sent: the register, or where the copy of a by-reference value stands.
fn value_to_send(s: State, register: u16, ty: TypeId) -> Result<*mut Word, OutOfMemory> {
    let elem = s.types().get(ty).elem;
    if !s.types().get(elem).by_ref {
        return Ok(s.slot(register));
    }
    // SAFETY: the register holds the address of a value of this type.
    let copy = unsafe { s.types().clone_object(s.allocator(), s.reg(register), elem)? };
    let values = &mut s.goroutine().side().values;
    values.clear();
    values.push(copy);
    Ok(values.as_mut_ptr())
}

fn send_value(s: State) -> Resume {
    let value = match value_to_send(s, s.b(), TypeId(s.c())) {
        Ok(value) => value,
        Err(error) => return panic::raise_fault(s, error.into()),
    };
    let after = s.at(s.after(1));
    after.store();
    // SAFETY: the register holds a channel; the value stays where it is while the goroutine waits.
    finish(after, unsafe { channel::send(s.worker(), s.in_a(), value) })
}

fn receive(s: State) -> Resume {
    let after = s.at(s.after(1));
    after.store();
    // SAFETY: the register holds a channel; `a` has room for a value.
    finish(after, unsafe { channel::receive(s.worker(), s.in_b(), s.slot(s.a()), ptr::null_mut()) })
}

fn receive_ok(s: State) -> Resume {
    let types = s.types();
    let words = types.get(types.get(TypeId(s.c())).elem).frame_words as u16;
    let after = s.at(s.after(1));
    after.store();
    let ok = s.slot(s.a() + words);
    // SAFETY: the register holds a channel; `a` has room for a value and a bool.
    finish(after, unsafe { channel::receive(s.worker(), s.in_b(), s.slot(s.a()), ok) })
}

fn close(s: State) -> Resume {
    // SAFETY: the register holds a channel.
    match unsafe { channel::close(s.worker(), s.in_a()) } {
        CloseOutcome::Done => s.resume(1),
        CloseOutcome::AlreadyClosed => panic::raise_fault(s, Fault::CloseClosedChannel),
        CloseOutcome::Nil => panic::raise_fault(s, Fault::CloseNilChannel),
    }
}

fn length(s: State) -> Resume {
    // SAFETY: the register holds a channel.
    s.set(s.a(), unsafe { channel::len(s.in_b()) } as Word);
    s.resume(1)
}

fn capacity(s: State) -> Resume {
    // SAFETY: the register holds a channel.
    s.set(s.a(), unsafe { channel::cap(s.in_b()) } as Word);
    s.resume(1)
}

/// Cases of most selects fit in an array.
const FEW: usize = 2;
const SOME: usize = 8;

fn choose(s: State) -> Resume {
    match usize::from(s.b()) {
        count @ ..=FEW => choose_among(s, &mut [NO_CASE; FEW][..count]),
        count @ ..=SOME => choose_among(s, &mut [NO_CASE; SOME][..count]),
        count => choose_among(s, &mut vec![NO_CASE; count]),
    }
}

const NO_CASE: Case = Case { channel: 0, slot: ptr::null_mut(), ok: ptr::null_mut(), send: false };

fn choose_among(s: State, cases: &mut [Case]) -> Resume {
    let mut copies = 0;
    for (index, case) in cases.iter_mut().enumerate() {
        // SAFETY: as many case words follow the instruction as it says.
        let word = unsafe { *s.after(1 + index) };
        *case = read_case(s, word);
        copies += usize::from(case.send && copied(s, case.channel).is_some());
    }
    if copies > 0
        && let Err(error) = copy_values(s, cases, copies)
    {
        return panic::raise_fault(s, error.into());
    }
    let after = s.at(s.after(1 + cases.len()));
    after.store();
    let has_default = s.c() & 1 != 0;
    // SAFETY: the registers hold channels; slots lie in the goroutine's stack or its values.
    let outcome = unsafe { select::select(s.worker(), cases, has_default, s.slot(s.a())) };
    finish(after, outcome)
}

fn read_case(s: State, word: Instr) -> Case {
    let place = |register| {
        if register == u16::MAX { ptr::null_mut() } else { s.slot(register) }
    };
    let send = word.c & 1 != 0;
    Case { channel: s.reg(word.op), slot: place(word.a), ok: place(word.b), send }
}

/// The type of the values of a channel when they are by-reference.
fn copied(_: State, channel: Word) -> Option<TypeId> {
    // SAFETY: the register holds a channel.
    unsafe { channel::by_ref_type(channel) }
}

/// Gives each send of a by-reference value a copy of its own.
#[cold]
fn copy_values(s: State, cases: &mut [Case], copies: usize) -> Result<(), OutOfMemory> {
    let values = &mut s.goroutine().side().values;
    values.clear();
    values.reserve(copies);
    for case in cases.iter_mut().filter(|case| case.send) {
        let Some(ty) = copied(s, case.channel) else {
            continue;
        };
        // SAFETY: the slot holds the address of a value of this type.
        values.push(unsafe { s.types().clone_object(s.allocator(), *case.slot, ty)? });
        // Never reallocated: there is room for all copies.
        case.slot = values.as_mut_ptr().wrapping_add(values.len() - 1);
    }
    Ok(())
}
