//! Func values, and goroutines started from functions, func values and methods.

use super::state::{Flow, Given, Resume, State, out};
use super::{Callee, Stop, calls, leave};
use crate::heap::ObjectKind;
use crate::value::{Closure, Iface, Word, copy_words};
use crate::{panic, traceback};
use burrow_bytecode::{FunctionId, SelectorId};

/// The function of a func value that is not nil.
#[inline(always)]
pub(crate) fn function_of(closure: Word) -> u32 {
    // SAFETY: a func value that is not nil is the address of a closure, which never changes.
    unsafe { (*(closure as *const Closure)).function.0 }
}

#[inline(always)]
pub(super) fn make_closure<G: Given>(s: State<G>) -> Flow {
    out(s, allocate_closure)
}

fn allocate_closure(s: State) -> Resume {
    let count = usize::from(s.c());
    let bytes = size_of::<Closure>() + count * size_of::<Word>();
    let object = match s.allocator().alloc(bytes, ObjectKind::Scan) {
        Ok(object) => object.as_ptr() as *mut Closure,
        Err(error) => return panic::raise_fault(s, error.into()),
    };
    // SAFETY: a fresh object of that size; the registers hold the captured words.
    unsafe {
        let function = FunctionId(s.data().low32());
        object.write(Closure { function, captures: count as u32 });
        copy_words(object.add(1) as *mut Word, s.slot(s.b()), count);
    }
    s.set(s.a(), object as Word);
    s.resume(2)
}

#[inline(always)]
pub(super) fn go_call<G: Given>(s: State<G>) -> Flow {
    out(s, start_function)
}

fn start_function(s: State) -> Resume {
    let words = usize::from(s.data().op);
    start(s, s.callee(s.bc()), words, 0)
}

#[inline(always)]
pub(super) fn go_closure<G: Given>(s: State<G>) -> Flow {
    out(s, start_closure)
}

fn start_closure(s: State) -> Resume {
    let closure = s.in_b();
    if closure == 0 {
        return traceback::throw(s, "go of nil func value");
    }
    start(s, s.callee(function_of(closure)), usize::from(s.data().op), closure)
}

#[inline(always)]
pub(super) fn go_iface<G: Given>(s: State<G>) -> Flow {
    out(s, start_method)
}

fn start_method(s: State) -> Resume {
    let iface = Iface(s.in_b());
    if iface == Iface::NIL {
        return super::memory::nil_dereference(s);
    }
    let Some(callee) = calls::method(s, iface.ty(), SelectorId(s.c())) else {
        return calls::missing_method(s);
    };
    s.set(s.a() + 1, iface.payload());
    start(s, callee, usize::from(s.data().op), 0)
}

/// Starts a goroutine with `words` argument words from behind the register in lane `a`.
fn start(s: State, callee: &Callee, words: usize, closure: Word) -> Resume {
    let worker = s.worker();
    let goroutine = worker.new_goroutine(s.pc_index());
    if callee.prepare(worker, goroutine, closure).is_err() {
        return traceback::stack_overflow(s);
    }
    // SAFETY: new, so it belongs to this worker until it is started; its stack has room for the
    // callee's window, the arguments included.
    unsafe { copy_words((*goroutine).stack.add(1), s.slot(s.a() + 1), words) };
    if worker.start(goroutine) {
        return leave(s.at(s.after(2)), Stop::Yield);
    }
    s.resume(2)
}
