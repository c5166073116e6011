//! Calls of native functions: the window's address is all that is passed.

use super::state::{Resume, State};
use super::{Stop, leave};
use crate::native::{Call, Outcome};
use crate::panic;
use std::ops::ControlFlow::{self, Break, Continue};
use std::ptr;

/// `CallNative`: results are read from the window afterwards.
pub(super) fn call(s: State) -> Resume {
    let after = s.at(s.after(1));
    match invoke(s, s.bc(), s.a(), after) {
        Continue(()) => after.resume(0),
        Break(resume) => resume,
    }
}

/// Calls a native with its window at `base`. It is done, or the goroutine goes on as told, if it does, with
/// `after`.
#[inline(always)]
pub(crate) fn invoke(s: State, native: u32, base: u16, after: State) -> ControlFlow<Resume> {
    let function = s.shared().natives[native as usize];
    // A native may park the goroutine, which then belongs to whoever wakes it: what it needs to go
    // on is stored before.
    after.store();
    let mut call = Call::new(s.worker_ptr(), s.slot(base));
    // SAFETY: the compiler called it as its declaration says, which a test compares with the
    // binding.
    Break(match unsafe { function(&mut call) } {
        Outcome::Done if call.panic.is_some() => panic::raise_native(s, call.panic.take()),
        Outcome::Done => return Continue(()),
        Outcome::Parked => Resume { pc: ptr::null(), fp: Stop::Parked.encode() },
        Outcome::Yield => leave(after, Stop::Yield),
        Outcome::Exit => leave(after, Stop::Exit(call.exit_status)),
        Outcome::Goexit => panic::goexit(s),
        Outcome::Panic => panic::raise_native(s, call.panic.take()),
    })
}
