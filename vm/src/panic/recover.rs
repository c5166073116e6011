//! `recover`, and what happens when a deferred call that a panic ran has returned.

use super::{GOEXIT, RECOVERED, REPORTING, Record, begin_at, records, report, unwind};
use crate::interpreter::state::{Resume, State};
use crate::interpreter::unlink;
use crate::traceback;
use crate::value::{Iface, Word};

/// `recover()`: the newest panic's value when the running function was called by it directly,
/// wrappers left out; nil otherwise.
#[inline(never)]
pub(crate) fn recover(s: State) -> Resume {
    let mut value = Iface::NIL.0;
    if s.goroutine().side.is_some()
        && let Some(record) = records(s).last_mut()
    {
        let open = record.flags & (RECOVERED | GOEXIT | REPORTING) == 0;
        if open && called_by_panic(s, record.window as usize) {
            record.flags |= RECOVERED;
            value = record.value;
        }
    }
    s.set(s.a(), value);
    s.resume(1)
}

/// The running frame stands in the panic's window, or only wrappers stand between.
fn called_by_panic(s: State, window: usize) -> bool {
    let shared = s.shared();
    let mut depth = s.depth();
    let mut fp = s.fp();
    while depth > window {
        // SAFETY: slot 0 of every window is its link, and callers lie below.
        let (pc, distance) = unlink(unsafe { *fp });
        let index = shared.pc_index(pc).wrapping_sub(1);
        if distance == 0 || !shared.function_at(index).is_some_and(|f| f.wrapper) {
            return false;
        }
        fp = fp.wrapping_sub(distance);
        depth -= distance;
    }
    depth == window
}

/// `PanicReturn`: a deferred call that the newest panic ran has returned.
#[cold]
pub(crate) fn deferred_call_returned(s: State) -> Resume {
    let Some(&record) = records(s).last() else {
        return traceback::throw(s, "a deferred call returned without a panic");
    };
    if record.flags & REPORTING != 0 {
        return report::text_made(s);
    }
    if record.flags & RECOVERED != 0 {
        return go_on(s, record);
    }
    unwind(s)
}

/// The frame that deferred the recovering call returns, after its other deferred calls. All panics
/// raised above it are gone; a Goexit among them goes on from there.
fn go_on(s: State, record: Record) -> Resume {
    let shared = s.shared();
    let frame = record.deferrer as usize;
    let mut goexit = false;
    let panics = &mut s.goroutine().side().panics;
    while let Some(&last) = Record::all(panics).last() {
        if (last.window as usize) <= frame {
            break;
        }
        goexit |= last.is_goexit();
        panics.truncate(panics.len() - super::RECORD_WORDS);
    }
    let function = shared.function_at(record.defer_pc as u32);
    let Some(recover_pc) = function.and_then(|f| f.recover_pc) else {
        return traceback::throw(s, "a deferring function has nowhere to go on");
    };
    if goexit {
        let window = frame + shared.frame_words_at(recover_pc);
        return begin_at(s, Iface::NIL, GOEXIT, recover_pc, frame, window);
    }
    let fp: *mut Word = s.goroutine().stack.wrapping_add(frame);
    Resume { pc: shared.code_at(recover_pc), fp }
}
