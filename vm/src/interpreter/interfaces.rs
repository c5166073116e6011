//! Interface values: making, asserting, taking out. Assertions answer by identity of type ids
//! (concrete types) or the method set (interfaces).

use super::state::{Flow, Given, Resume, State, cold, out};
use crate::fault::Fault;
use crate::value::{Iface, Word};
use crate::{interfaces, panic};
use burrow_bytecode::TypeId;

#[inline(always)]
pub(super) fn make_iface<G: Given>(s: State<G>) -> Flow {
    out(s, make)
}

fn make(s: State) -> Resume {
    // SAFETY: the registers hold a value of this type.
    match unsafe { interfaces::make(s.allocator(), s.types(), TypeId(s.c()), s.slot(s.b())) } {
        Ok(iface) => {
            s.set(s.a(), iface.0);
            s.resume(1)
        }
        Err(error) => panic::raise_fault(s, error.into()),
    }
}

#[inline(always)]
pub(super) fn type_of<G: Given>(s: State<G>) -> Flow {
    s.put(Iface(s.in_b()).ty().0.into())
}

#[inline(always)]
pub(super) fn assert_type<G: Given>(s: State<G>) -> Flow {
    if Iface(s.in_b()).ty().0 != s.c() {
        return cold(assertion_fails);
    }
    out(s, unbox_asserted)
}

fn unbox_asserted(s: State) -> Resume {
    take_out(s, 2)
}

#[inline(always)]
pub(super) fn unbox<G: Given>(s: State<G>) -> Flow {
    out(s, unbox_known)
}

fn unbox_known(s: State) -> Resume {
    take_out(s, 1)
}

#[inline(always)]
fn take_out(s: State, words: usize) -> Resume {
    let iface = Iface(s.in_b());
    // SAFETY: the interface holds a value of this type; `a` has room for it.
    match unsafe { interfaces::unbox(s.allocator(), s.types(), TypeId(s.c()), iface, s.slot(s.a())) } {
        Ok(()) => s.resume(words),
        Err(error) => panic::raise_fault(s, error.into()),
    }
}

#[inline(always)]
pub(super) fn assert_type_ok<G: Given>(s: State<G>) -> Flow {
    out(s, try_type)
}

fn try_type(s: State) -> Resume {
    let (iface, ty) = (Iface(s.in_b()), TypeId(s.c()));
    let ok = iface.ty() == ty;
    // SAFETY: the interface holds a value of this type; `a` has room for it.
    let done = unsafe {
        if ok {
            interfaces::unbox(s.allocator(), s.types(), ty, iface, s.slot(s.a()))
        } else {
            s.types().zero_frame(s.allocator(), ty, s.slot(s.a()))
        }
    };
    if let Err(error) = done {
        return panic::raise_fault(s, Fault::from(error));
    }
    s.set(s.a() + s.types().get(ty).frame_words as u16, ok.into());
    s.resume(1)
}

#[inline(always)]
pub(super) fn assert_iface<G: Given>(s: State<G>) -> Flow {
    out(s, require_interface)
}

fn require_interface(s: State) -> Resume {
    let iface = Iface(s.in_b());
    if iface == Iface::NIL || !interfaces::implements(s.types(), iface.ty(), TypeId(s.c())) {
        return assertion_fails(s);
    }
    s.set(s.a(), iface.0);
    s.resume(2)
}

#[inline(always)]
pub(super) fn assert_iface_ok<G: Given>(s: State<G>) -> Flow {
    out(s, try_interface)
}

fn try_interface(s: State) -> Resume {
    let iface = Iface(s.in_b());
    let ok = iface != Iface::NIL && interfaces::implements(s.types(), iface.ty(), TypeId(s.c()));
    s.set(s.a(), if ok { iface.0 } else { 0 as Word });
    s.set(s.a() + 1, ok.into());
    s.resume(1)
}

#[cold]
fn assertion_fails(s: State) -> Resume {
    let concrete = Iface(s.in_b()).ty();
    panic::raise_assertion(s, TypeId(s.data().op), concrete, TypeId(s.c()))
}
