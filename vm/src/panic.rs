//! Panics of the running program: raising them, unwinding through deferred calls, giving up.
//!
//! A panic runs deferred calls on top of the panicking stack, each in a window right above the
//! panicking frame, with a link to a `PanicReturn` instruction of the machine's own. What is under
//! way stands in records ([`Record`]) on the goroutine's side stack. `runtime.Goexit` is such a
//! record as well. When no deferred call is left, a panic is reported and ends the program; a
//! Goexit ends the goroutine.

mod defer;
mod recover;
mod report;

pub(crate) use defer::{defer_closure, defer_function, defer_method, run_deferred};
pub(crate) use recover::{deferred_call_returned, recover};
pub(crate) use report::write_value;

use crate::fault::{Fault, FaultClass};
use crate::interpreter::state::{Resume, State};
use crate::interpreter::{function_of, leave, link};
use crate::machine::InputEnding;
use crate::native::GoPanic;
use crate::outcome::{Ending, Failure};
use crate::scheduler::Stop;
use crate::value::{Iface, Word, store_word};
use crate::{interfaces, strings, traceback};
use burrow_bytecode::{FunctionId, Instr, Op, TypeId};

/// `Goroutine::interpreter_flags`: the completion of a blocking call left a panic to be raised.
pub(crate) const NATIVE_PANIC: u16 = 1;

/// A deferred function has recovered it.
const RECOVERED: Word = 1;
/// It is a Goexit.
const GOEXIT: Word = 2;
/// It came from following a nil pointer: the report has a line about the signal.
const SIGNAL: Word = 4;
/// Texts of the values are being made, by calls of `Error` and `String`.
const REPORTING: Word = 8;
/// `text` is the text to print.
const HAS_TEXT: Word = 16;

/// A panic under way, as words on the goroutine's side stack (a root of the collector). Depths are
/// slots from the stack's start, since stacks move.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct Record {
    /// What was panicked with, an interface word.
    value: Word,
    flags: Word,
    /// Where it was raised: code index, and the frame.
    pc: Word,
    frame: Word,
    /// Window of its deferred calls.
    window: Word,
    /// The frame that deferred the call that runs now, and the code index of its defer statement.
    deferrer: Word,
    defer_pc: Word,
    /// The value's text as a string word, for the report.
    text: Word,
}

const RECORD_WORDS: usize = size_of::<Record>() / size_of::<Word>();

impl Record {
    /// Those of a goroutine, oldest first.
    pub(crate) fn all(words: &mut [Word]) -> &mut [Record] {
        let count = words.len() / RECORD_WORDS;
        // SAFETY: a record is `RECORD_WORDS` words without padding; any words make a record.
        unsafe { std::slice::from_raw_parts_mut(words.as_mut_ptr().cast(), count) }
    }

    fn push(self, words: &mut Vec<Word>) {
        words.extend_from_slice(&[
            self.value,
            self.flags,
            self.pc,
            self.frame,
            self.window,
            self.deferrer,
            self.defer_pc,
            self.text,
        ]);
    }

    fn is(&self, flag: Word) -> bool {
        self.flags & flag != 0
    }

    /// Where the frame that called into `window` was stopped by this panic.
    pub(crate) fn interrupted(&self, window: usize) -> Option<u32> {
        (self.window as usize == window).then_some(self.pc as u32)
    }

    /// It is a Goexit.
    pub(crate) fn is_goexit(&self) -> bool {
        self.is(GOEXIT)
    }
}

/// The records of the running goroutine, oldest first.
fn records<'a>(s: State) -> &'a mut [Record] {
    Record::all(&mut s.goroutine().side().panics)
}

/// `panic(v)`
pub(crate) fn raise_operand(s: State) -> Resume {
    raise(s, Iface(s.reg(s.a())), 0)
}

/// A failed operation on values.
#[cold]
#[inline(never)]
pub(crate) fn raise_fault(s: State, fault: Fault) -> Resume {
    let message = fault.message(s.types());
    let known = &s.shared().program.well_known;
    let flags = if fault == Fault::NilDereference { SIGNAL } else { 0 };
    match fault.class() {
        FaultClass::Fatal => traceback::throw(s, &message),
        FaultClass::RuntimeError => raise_text(s, known.runtime_error, "runtime error: ", &message, flags),
        FaultClass::BoundsError => raise_text(s, known.bounds_error, "runtime error: ", &message, flags),
        FaultClass::PlainError => raise_text(s, known.plain_error, "", &message, flags),
    }
}

/// Panics with a text as a value of `ty`, whose kind is string. Without package runtime (a test's
/// program) it is a plain string with the prefix that the type would print.
fn raise_text(s: State, ty: TypeId, prefix: &str, text: &str, flags: Word) -> Resume {
    let known = ty != TypeId::NIL;
    let ty = if known { ty } else { s.shared().program.well_known.string };
    let text = if known { text.to_owned() } else { format!("{prefix}{text}") };
    if ty == TypeId::NIL {
        return traceback::throw(s, &text);
    }
    let made = strings::new(s.allocator(), text.as_bytes())
        // SAFETY: a string's word as a value of a type of kind string.
        .and_then(|word| unsafe { interfaces::make(s.allocator(), s.types(), ty, &word) });
    match made {
        Ok(value) => raise(s, value, flags),
        Err(_) => traceback::throw(s, "runtime: out of memory"),
    }
}

/// A failed assertion `x.(T)`: x's static type, the dynamic type (NIL for nil), T.
#[cold]
pub(crate) fn raise_assertion(s: State, iface: TypeId, concrete: TypeId, asserted: TypeId) -> Resume {
    let types = s.types();
    let missing = match (concrete, types.get(asserted).kind) {
        (TypeId::NIL, _) => String::new(),
        (_, burrow_bytecode::Kind::Interface) => missing_name(s, concrete, asserted),
        _ => String::new(),
    };
    // As in Go, nil that ought to implement an interface does not tell its static type.
    let to_interface = types.get(asserted).kind == burrow_bytecode::Kind::Interface;
    let (iface, concrete) = match concrete {
        TypeId::NIL if to_interface => ("", ""),
        TypeId::NIL => (types.name(iface), ""),
        concrete => (types.name(iface), types.name(concrete)),
    };
    let texts = [iface, concrete, types.name(asserted), &missing];
    let ty = s.shared().program.well_known.type_assertion_error;
    if ty == TypeId::NIL {
        return raise_text(s, TypeId::NIL, "", "interface conversion", 0);
    }
    let made = types.new_object(s.allocator(), types.get(ty).elem).and_then(|object| {
        for (index, text) in texts.iter().enumerate() {
            let word = strings::new(s.allocator(), text.as_bytes())?;
            // SAFETY: a new struct of four strings.
            unsafe { store_word(object + index as Word * 8, word) };
        }
        Ok(object)
    });
    match made {
        Ok(object) => raise(s, Iface::new(ty, object), 0),
        Err(error) => raise_fault(s, error.into()),
    }
}

fn missing_name(s: State, concrete: TypeId, asserted: TypeId) -> String {
    let missing = interfaces::missing_method(s.types(), concrete, asserted);
    let selectors = &s.shared().program.selectors;
    missing.map_or(String::new(), |id| selectors[usize::from(id.0)].name.clone())
}

/// A panic that a native function asked for.
#[cold]
pub(crate) fn raise_native(s: State, panic: Option<GoPanic>) -> Resume {
    let known = &s.shared().program.well_known;
    match panic {
        None => traceback::throw(s, "native function failed"),
        Some(GoPanic::Runtime(text)) => raise_text(s, known.runtime_error, "runtime error: ", &text, 0),
        Some(GoPanic::Plain(text)) => raise_text(s, known.plain_error, "", &text, 0),
        Some(GoPanic::Bounds(text)) => raise_text(s, known.bounds_error, "runtime error: ", &text, 0),
        Some(GoPanic::NilDereference) => raise_fault(s, Fault::NilDereference),
        Some(GoPanic::Value(value)) => raise(s, value.iface(), 0),
        Some(GoPanic::Text(text)) => raise_text(s, known.string, "", &text, 0),
        Some(GoPanic::Fatal(text)) => traceback::throw(s, &text),
    }
}

/// A panic that the completion of a blocking call left; `s` stands behind the call.
#[cold]
pub(crate) fn raise_left_by_native(s: State) -> Resume {
    s.goroutine().interpreter_flags &= !NATIVE_PANIC;
    // SAFETY: behind an instruction of one word.
    let s = s.at(unsafe { s.pc().sub(1) });
    let left = s.goroutine().side().native_panic.take();
    raise_native(s, left.map(|panic| *panic))
}

/// `runtime.Goexit`
#[cold]
pub(crate) fn goexit(s: State) -> Resume {
    begin(s, Iface::NIL, GOEXIT)
}

/// The goroutine was killed where it stands.
#[cold]
pub(crate) fn killed(s: State) -> Resume {
    s.goroutine().interpreter_flags &= !NATIVE_PANIC;
    if let Some(side) = &mut s.goroutine().side {
        side.native_panic = None;
    }
    goexit(s)
}

/// Begins a panic with `value`; nil becomes a `*runtime.PanicNilError`.
#[cold]
fn raise(s: State, value: Iface, flags: Word) -> Resume {
    if value != Iface::NIL {
        return begin(s, value, flags);
    }
    let ty = s.shared().program.well_known.panic_nil_error;
    if ty == TypeId::NIL {
        return raise_text(s, TypeId::NIL, "", "panic called with nil argument", flags);
    }
    match s.types().new_object(s.allocator(), s.types().get(ty).elem) {
        Ok(object) => begin(s, Iface::new(ty, object), flags),
        Err(error) => raise_fault(s, error.into()),
    }
}

fn begin(s: State, value: Iface, flags: Word) -> Resume {
    let index = s.pc_index();
    let window = s.depth() + s.shared().frame_words_at(index);
    begin_at(s, value, flags, index, s.depth(), window)
}

/// Begins a panic of the frame at depth `frame`, whose deferred calls get their window at `window`.
fn begin_at(s: State, value: Iface, flags: Word, pc: u32, frame: usize, window: usize) -> Resume {
    let side = s.goroutine().side();
    let (pc, frame, window) = (Word::from(pc), frame as Word, window as Word);
    let record = Record { value: value.0, flags, pc, frame, window, deferrer: 0, defer_pc: 0, text: 0 };
    record.push(&mut side.panics);
    unwind(s)
}

/// Runs the next deferred call of the newest panic, or ends it.
fn unwind(s: State) -> Resume {
    let Some(deferred) = defer::pop(&mut s.goroutine().side().defers) else {
        return out_of_deferred_calls(s);
    };
    let Some(record) = records(s).last_mut() else {
        return traceback::throw(s, "unwinding without a panic");
    };
    record.deferrer = deferred.frame as Word;
    record.defer_pc = Word::from(deferred.pc);
    let (window, frame) = (record.window as usize, record.frame as usize);
    if deferred.callee == 0 {
        // Calling a nil func value panics in its turn, in the same place.
        return raise_fault(
            at_depth(s, frame).at(s.shared().code_at(record.pc as u32)),
            Fault::NilDereference,
        );
    }
    call_above(s, window, frame, deferred.callee, &deferred.arguments)
}

/// Calls `callee` in the window at depth `window`, above the frame at depth `frame`, with a return
/// to the machine's `PanicReturn`.
fn call_above(s: State, window: usize, frame: usize, callee: Word, arguments: &[Word]) -> Resume {
    let (function, closure) = defer::resolve(callee);
    let callee = s.callee(function.0);
    let Some(s) = at_depth(s, window).with_room(callee.frame_words().max(1 + arguments.len())) else {
        return traceback::stack_overflow(s);
    };
    s.set(0, link(s.shared().panic_return(), (window - frame) as u16));
    // SAFETY: the window has room for the arguments.
    unsafe { s.slot(1).copy_from_nonoverlapping(arguments.as_ptr(), arguments.len()) };
    if closure != 0 {
        s.set(callee.closure_slot, closure);
    }
    Resume { pc: callee.entry, fp: s.fp() }
}

/// The registers in the frame at `depth`.
fn at_depth(s: State, depth: usize) -> State {
    s.in_frame(s.goroutine().stack.wrapping_add(depth))
}

fn out_of_deferred_calls(s: State) -> Resume {
    let goexit = records(s).last().is_some_and(Record::is_goexit);
    if records(s).iter().any(|record| record.is(REPORTING)) {
        return report::failed(s);
    }
    if !goexit {
        return report::fatal(s);
    }
    match &s.shared().session {
        Some(session) => session.note(s.goroutine().id, InputEnding::Exited),
        None if s.goroutine().id == 1 => s.shared().main_has_exited(),
        None => {}
    }
    end_here(s)
}

/// Ends the goroutine wherever it stands.
fn end_here(s: State) -> Resume {
    s.goroutine().side().panics.clear();
    let bottom = at_depth(s, 0);
    leave(bottom, Stop::Ended)
}

/// Something has happened that nobody can recover from: it ends the program, in a session the
/// goroutine. When the program is ending already, nobody asks any more what there is to say.
pub(crate) fn give_up(s: State, failure: Failure, report: impl FnOnce() -> Vec<u8>) -> Resume {
    let scheduler = &s.shared().scheduler;
    match &s.shared().session {
        Some(session) if !scheduler.exiting() => {
            s.shared().streams.write_error(&report());
            session.note(s.goroutine().id, InputEnding::Failed);
            end_here(s)
        }
        _ => {
            if scheduler.exit(Ending::Failed(failure)) {
                s.shared().streams.write_error(&report());
            }
            leave(s, Stop::Exit(Ending::FAILED))
        }
    }
}

/// The function and the closure (0 without one) of a func value or function.
#[inline(always)]
fn callee_of(function: FunctionId) -> Word {
    Word::from(function.0) << 1 | 1
}

/// A func value as a deferred callee: its address, which is even.
#[inline(always)]
fn callee_of_closure(closure: Word) -> Word {
    debug_assert!(closure & 1 == 0 && (closure == 0 || function_of(closure) != u32::MAX));
    closure
}

/// The instruction that deferred calls run by a panic return to, behind the program's code.
pub(crate) const PANIC_RETURN: Instr = Instr::abc(Op::PanicReturn, 0, 0, 0);
