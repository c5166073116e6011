//! Calls of native functions: the window's address is all that is passed.

use super::state::{Resume, State};
use super::{Stop, leave};
use crate::native::{Call, Outcome};
use crate::panic;
use std::ptr;

/// `CallNative`: results are read from the window afterwards.
pub(super) fn invoke(s: State) -> Resume {
    let function = s.shared().natives[s.bc() as usize];
    // A native may park the goroutine, which then belongs to whoever wakes it: what it needs to go
    // on is stored before.
    let after = s.at(s.after(1));
    after.store();
    let mut call = Call::new(s.worker_ptr(), s.slot(s.a()));
    // SAFETY: the compiler called it as its declaration says, which a test compares with the
    // binding.
    match unsafe { function(&mut call) } {
        Outcome::Done if call.panic.is_some() => panic::raise_native(s, call.panic.take()),
        Outcome::Done => after.resume(0),
        Outcome::Parked => Resume { pc: ptr::null(), fp: Stop::Parked.encode() },
        Outcome::Yield => leave(after, Stop::Yield),
        Outcome::Exit => leave(after, Stop::Exit(call.exit_status)),
        Outcome::Goexit => panic::goexit(s),
        Outcome::Panic => panic::raise_native(s, call.panic.take()),
    }
}
