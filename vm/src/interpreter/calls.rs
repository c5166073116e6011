//! Calls and returns. A call makes `base` the callee's slot 0 and stores the link there: the
//! return address in 48 bits, the distance back to the caller's window in 16. When the callee's
//! window ends above the worker's limit word, the rest is done out of line: a longer stack, a
//! stop, or both.

use super::state::{Flow, Given, OutOfLine, Resume, State, cold, out, outline};
use super::{Callee, Stop, leave};
use crate::value::{ADDRESS_MASK, Iface, Word, load_word, store_word};
use crate::{interfaces, panic, traceback};
use burrow_bytecode::{FunctionId, Instr, SelectorId, TypeId};
use std::sync::atomic::Ordering::Relaxed;

/// The link of a call from a window `base` slots further down.
#[inline(always)]
pub(crate) fn link(return_pc: *const Instr, base: u16) -> Word {
    return_pc as Word | Word::from(base) << 48
}

/// The return address and the distance to the caller's window.
#[inline(always)]
pub(crate) fn unlink(link: Word) -> (*const Instr, usize) {
    ((link & ADDRESS_MASK) as *const Instr, (link >> 48) as usize)
}

/// Calls `callee` with its window at `base`; `slow` does the same out of line.
#[inline(always)]
fn enter<G: Given>(s: State<G>, callee: &Callee, base: u16, words: usize, slow: OutOfLine) -> Flow {
    let window = s.slot(base);
    if window as usize + callee.frame_bytes as usize > s.limit() {
        return Flow::Cold(slow);
    }
    s.set(base, link(s.after(words), base));
    Flow::Enter(callee.entry, window)
}

/// A call out of line whose limit has not been looked at yet.
#[inline(always)]
pub(crate) fn enter_now(
    s: State,
    callee: &Callee,
    base: u16,
    return_pc: *const Instr,
    closure: Word,
) -> Resume {
    let window = s.slot(base);
    if window as usize + callee.frame_bytes as usize > s.limit() {
        return enter_slowly(s, callee, base, return_pc, closure);
    }
    s.set(base, link(return_pc, base));
    if closure != 0 {
        s.set(base + callee.closure_slot, closure);
    }
    Resume { pc: callee.entry, fp: window }
}

/// The call when the limit word stopped it: makes room, then goes on in the callee or stops there.
/// `closure` is stored where the callee expects it.
#[cold]
pub(crate) fn enter_slowly(
    s: State,
    callee: &Callee,
    base: u16,
    return_pc: *const Instr,
    closure: Word,
) -> Resume {
    let Some(s) = s.with_room(usize::from(base) + callee.frame_words()) else {
        return traceback::stack_overflow(s);
    };
    s.set(base, link(return_pc, base));
    if closure != 0 {
        s.set(base + callee.closure_slot, closure);
    }
    arrive(s, callee.entry, s.slot(base))
}

/// Goes on at a function's entry, or stops there when that is asked for.
fn arrive(s: State, entry: *const Instr, window: *mut Word) -> Resume {
    if s.worker().limit.load(Relaxed) == 0 {
        return leave(s.at(entry).in_frame(window), Stop::Safepoint);
    }
    Resume { pc: entry, fp: window }
}

#[inline(always)]
pub(super) fn call<G: Given>(s: State<G>) -> Flow {
    enter(s, s.callee(s.bc()), s.a(), 1, outline(call_slowly))
}

#[cold]
fn call_slowly(s: State) -> Resume {
    enter_slowly(s, s.callee(s.bc()), s.a(), s.after(1), 0)
}

#[inline(always)]
pub(super) fn call_closure<G: Given>(s: State<G>) -> Flow {
    let closure = s.in_b();
    if closure == 0 {
        return cold(super::memory::nil_dereference);
    }
    let callee = s.callee(super::closures::function_of(closure));
    let window = s.slot(s.a());
    if window as usize + callee.frame_bytes as usize > s.limit() {
        return cold(call_closure_slowly);
    }
    s.set(s.a(), link(s.after(1), s.a()));
    s.set(s.a() + callee.closure_slot, closure);
    Flow::Enter(callee.entry, window)
}

#[cold]
fn call_closure_slowly(s: State) -> Resume {
    let closure = s.in_b();
    let callee = s.callee(super::closures::function_of(closure));
    enter_slowly(s, callee, s.a(), s.after(1), closure)
}

/// The data word caches the last dynamic type and its method: type id in the upper 16 bits, the
/// callee's address below. Relaxed: both halves come in one word, and callees never change.
#[inline(always)]
pub(super) fn call_iface<G: Given>(s: State<G>) -> Flow {
    let iface = Iface(s.in_b());
    // SAFETY: the data word behind the instruction, in the machine's own copy of the code.
    let cache = unsafe { load_word(s.after(1) as Word) };
    if iface == Iface::NIL || Iface(cache).ty() != iface.ty() {
        return cold(call_iface_miss);
    }
    s.set(s.a() + 1, iface.payload());
    // SAFETY: only addresses of callees are stored there.
    let callee = unsafe { &*(Iface(cache).payload() as *const Callee) };
    enter(s, callee, s.a(), 2, outline(call_iface_miss))
}

/// The site has met another type before: asks the worker's table of methods, then the types.
#[cold]
fn call_iface_miss(s: State) -> Resume {
    let iface = Iface(s.in_b());
    if iface == Iface::NIL {
        return super::memory::nil_dereference(s);
    }
    let Some(callee) = method(s, iface.ty(), SelectorId(s.c())) else {
        return missing_method(s);
    };
    // SAFETY: the data word behind the instruction, in the machine's own copy of the code. A site
    // keeps its first type: rewriting it over and over would pull the code out of other
    // processors' caches.
    unsafe {
        let cache = s.after(1) as Word;
        if load_word(cache) == 0 {
            store_word(cache, Iface::new(iface.ty(), callee as *const Callee as Word).0);
        }
    }
    s.set(s.a() + 1, iface.payload());
    enter_now(s, callee, s.a(), s.after(2), 0)
}

/// The function that a dynamic type has for a selector.
pub(crate) fn method<'a>(s: State, ty: TypeId, selector: SelectorId) -> Option<&'a Callee> {
    let key = u32::from(ty.0) << 16 | u32::from(selector.0);
    let known = &mut s.local().methods[MethodCache::slot(key)];
    if known.key != key || known.callee.is_null() {
        let function = interfaces::method(s.types(), ty, selector)?;
        *known = MethodCache { key, callee: s.callee(function.0) };
    }
    // SAFETY: only callees of the program are stored there.
    Some(unsafe { &*known.callee })
}

/// An entry of a worker's table of methods called through interfaces.
#[derive(Clone, Copy)]
pub(crate) struct MethodCache {
    /// Type id and selector.
    key: u32,
    callee: *const Callee,
}

/// Entries of a worker's table.
const METHODS: usize = 256;

impl MethodCache {
    /// A table that knows nothing.
    pub(crate) const EMPTY: [MethodCache; METHODS] =
        [MethodCache { key: 0, callee: std::ptr::null() }; METHODS];

    fn slot(key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b9) >> 24) as usize % METHODS
    }
}

/// The compiler left this method out as never called: its bug, not the program's.
#[cold]
pub(crate) fn missing_method(s: State) -> Resume {
    traceback::throw(s, "method was not compiled")
}

#[inline(always)]
pub(super) fn tail_call<G: Given>(s: State<G>) -> Flow {
    let callee = s.callee(s.bc());
    if s.fp() as usize + callee.frame_bytes as usize > s.limit() {
        return cold(tail_call_slowly);
    }
    Flow::Jump(callee.entry)
}

#[cold]
fn tail_call_slowly(s: State) -> Resume {
    let callee = s.callee(s.bc());
    let Some(s) = s.with_room(callee.frame_words()) else {
        return traceback::stack_overflow(s);
    };
    arrive(s, callee.entry, s.fp())
}

#[inline(always)]
pub(super) fn ret<G: Given>(s: State<G>) -> Flow {
    let link = s.reg(0);
    if link == 0 {
        return cold(end_goroutine);
    }
    let (pc, distance) = unlink(link);
    // SAFETY: the caller's window lies that far below.
    Flow::Enter(pc, unsafe { s.fp().sub(distance) })
}

/// The return of a frame, out of line.
pub(crate) fn return_from(s: State) -> Resume {
    let link = s.reg(0);
    if link == 0 {
        return end_goroutine(s);
    }
    let (pc, distance) = unlink(link);
    // SAFETY: the caller's window lies that far below.
    Resume { pc, fp: unsafe { s.fp().sub(distance) } }
}

#[cold]
pub(crate) fn end_goroutine(s: State) -> Resume {
    leave(s, Stop::Ended)
}

#[inline(always)]
pub(super) fn exit_main<G: Given>(_: State<G>) -> Flow {
    cold(exit)
}

#[cold]
fn exit(s: State) -> Resume {
    leave(s, Stop::Exit(0))
}

#[inline(always)]
pub(super) fn unreachable<G: Given>(_: State<G>) -> Flow {
    cold(unreachable_code)
}

#[cold]
fn unreachable_code(s: State) -> Resume {
    traceback::throw(s, "unreachable code reached")
}

#[inline(always)]
pub(super) fn call_native<G: Given>(s: State<G>) -> Flow {
    out(s, super::natives::call)
}

#[inline(always)]
pub(super) fn panic_value<G: Given>(_: State<G>) -> Flow {
    cold(panic::raise_operand)
}

#[inline(always)]
pub(super) fn recover<G: Given>(s: State<G>) -> Flow {
    out(s, panic::recover)
}

#[inline(always)]
pub(super) fn panic_return<G: Given>(_: State<G>) -> Flow {
    cold(panic::deferred_call_returned)
}

#[inline(always)]
pub(super) fn ret_defer<G: Given>(s: State<G>) -> Flow {
    out(s, |s| panic::run_deferred(s, true))
}

#[inline(always)]
pub(super) fn run_defers<G: Given>(s: State<G>) -> Flow {
    out(s, |s| panic::run_deferred(s, false))
}

#[inline(always)]
pub(super) fn defer_call<G: Given>(s: State<G>) -> Flow {
    out(s, |s| panic::defer_function(s, FunctionId(s.bc())))
}

#[inline(always)]
pub(super) fn defer_closure<G: Given>(s: State<G>) -> Flow {
    out(s, panic::defer_closure)
}

#[inline(always)]
pub(super) fn defer_iface<G: Given>(s: State<G>) -> Flow {
    out(s, panic::defer_method)
}
