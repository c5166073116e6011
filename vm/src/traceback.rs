//! Stack traces and fatal errors, printed as Go's runtime prints them.
//!
//! A frame is found from its link: the return address tells the function that called, the distance
//! where its window begins. A return to the machine's own `PanicReturn` means that a panic called;
//! the panic's record tells where it interrupted the frame below.

use crate::goroutine::{Goroutine, GoroutineState};
use crate::interpreter::state::{Resume, State};
use crate::interpreter::unlink;
use crate::machine::Shared;
use crate::outcome::Failure;
use crate::panic::{Record, give_up};
use crate::scheduler::Worker;
use crate::value::Word;
use burrow_bytecode::{Function, Position};
use std::io::Write;

/// Frames of a long stack that are printed at each end.
const FRAMES_SHOWN: usize = 50;

/// A frame of a stack trace.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Frame<'p> {
    /// A function, and the code index it is at.
    Function(&'p Function, u32),
    /// A panic that runs deferred calls.
    Panic,
}

/// Calls `visit` for each frame from the top; stops when it says false. `at` is the code index the
/// top frame is at, `fp` its window. Wrappers are left out.
pub(crate) fn walk<'p>(
    shared: &'p Shared,
    goroutine: &Goroutine,
    mut at: u32,
    mut fp: *const Word,
    mut visit: impl FnMut(Frame<'p>) -> bool,
) {
    let mut panics = goroutine.side.as_ref().map_or(Vec::new(), |side| side.panics.clone());
    let panics = Record::all(&mut panics);
    loop {
        if let Some(function) = shared.function_at(at)
            && !function.wrapper
            && !visit(Frame::Function(function, at))
        {
            return;
        }
        // SAFETY: slot 0 of every window is its link.
        let link = unsafe { *fp };
        if link == 0 {
            return;
        }
        let (pc, distance) = unlink(link);
        if pc == shared.panic_return() {
            let window = (fp as usize - goroutine.stack as usize) / size_of::<Word>();
            let Some(pc) = panics.iter().rev().find_map(|p| p.interrupted(window)) else {
                return;
            };
            if !visit(Frame::Panic) {
                return;
            }
            at = pc;
        } else {
            at = shared.pc_index(pc).wrapping_sub(1);
        }
        fp = fp.wrapping_sub(distance);
    }
}

/// Writes a running goroutine's header and frames.
pub(crate) fn write_running(
    out: &mut Vec<u8>,
    shared: &Shared,
    goroutine: &Goroutine,
    at: u32,
    fp: *const Word,
) {
    let _ = writeln!(out, "goroutine {} [running]:", goroutine.id);
    write_frames(out, shared, goroutine, at, fp);
}

/// Writes a goroutine that does not run: its header says why.
pub(crate) fn write_stopped(out: &mut Vec<u8>, shared: &Shared, goroutine: &Goroutine, now_s: u32) {
    let _ = writeln!(out, "goroutine {} [{}]:", goroutine.id, goroutine.status_text(now_s));
    write_frames(out, shared, goroutine, stopped_at(shared, goroutine), goroutine.fp);
}

/// The code index that a goroutine which does not run is at. One that is parked stands behind the
/// instruction it waits in; a runnable one before its next.
pub(crate) fn stopped_at(shared: &Shared, goroutine: &Goroutine) -> u32 {
    let behind = u32::from(goroutine.state == GoroutineState::Parked);
    shared.pc_index(goroutine.pc).wrapping_sub(behind)
}

/// Writes all goroutines but the running one; the world is stopped meanwhile.
pub(crate) fn write_others(out: &mut Vec<u8>, shared: &Shared, worker: &mut Worker) {
    // SAFETY: the running goroutine belongs to its worker.
    let running = unsafe { worker.goroutine.as_ref() }.map_or(0, |goroutine| goroutine.id);
    let now_s = (shared.scheduler.now_ns() / 1_000_000_000) as u32;
    shared.scheduler.stop_the_world(worker, |_, world| {
        world.goroutines(|other| {
            if other.id != running {
                out.push(b'\n');
                write_stopped(out, shared, other, now_s);
            }
        });
    });
}

fn write_frames(out: &mut Vec<u8>, shared: &Shared, goroutine: &Goroutine, at: u32, fp: *const Word) {
    let mut total = 0usize;
    walk(shared, goroutine, at, fp, |frame| {
        total += usize::from(shown(frame));
        true
    });
    let elided = total.saturating_sub(2 * FRAMES_SHOWN);
    let mut index = 0;
    walk(shared, goroutine, at, fp, |frame| {
        if !shown(frame) {
            return true;
        }
        if elided > 0 && index == FRAMES_SHOWN {
            let _ = writeln!(out, "...{elided} frames elided...");
        }
        if elided == 0 || index < FRAMES_SHOWN || index >= FRAMES_SHOWN + elided {
            write_frame(out, shared, frame);
        }
        index += 1;
        true
    });
    if let Some(creator) = shared.function_at(goroutine.creator_pc)
        && goroutine.creator != 0
    {
        let _ = writeln!(out, "created by {} in goroutine {}", creator.name, goroutine.creator);
        write_place(out, shared, creator, goroutine.creator_pc);
    }
}

/// The insides of package runtime are left out, as Go does it.
fn shown(frame: Frame<'_>) -> bool {
    let Frame::Function(function, _) = frame else {
        return true;
    };
    let inside = function.name.strip_prefix("runtime.");
    inside.is_none_or(|name| name.starts_with(|c: char| c.is_uppercase()))
}

fn write_frame(out: &mut Vec<u8>, shared: &Shared, frame: Frame<'_>) {
    match frame {
        Frame::Panic => out.extend_from_slice(b"panic(...)\n\truntime/panic.go\n"),
        Frame::Function(function, at) => {
            let arguments = if function.param_words == 0 { "()" } else { "(...)" };
            let _ = writeln!(out, "{}{arguments}", function.name);
            write_place(out, shared, function, at);
        }
    }
}

fn write_place(out: &mut Vec<u8>, shared: &Shared, function: &Function, at: u32) {
    let Position { file, line, .. } = shared.program.position_at(at);
    let offset = u64::from(at - function.entry) * 8 + 8;
    let _ = writeln!(out, "\t{}:{line} +{offset:#x}", shared.file_name(file));
}

/// Ends the program with "fatal error: TEXT" and the running goroutine's trace.
#[cold]
#[inline(never)]
pub(crate) fn throw(s: State, text: &str) -> Resume {
    throw_after(s, "", text)
}

/// Likewise, with lines before it.
fn throw_after(s: State, before: &str, text: &str) -> Resume {
    give_up(s, Failure::Fatal, || {
        let mut out = format!("{before}fatal error: {text}\n\n").into_bytes();
        write_running(&mut out, s.shared(), s.goroutine(), s.pc_index(), s.fp());
        out
    })
}

/// The goroutine's stack must not get any larger.
#[cold]
#[inline(never)]
pub(crate) fn stack_overflow(s: State) -> Resume {
    let goroutine = s.goroutine();
    let text = format!(
        "runtime: goroutine stack exceeds 1000000000-byte limit\nruntime: sp={:#x} stack=[{:#x}, {:#x}]\n",
        s.fp() as usize,
        goroutine.stack as usize,
        goroutine.stack_end as usize
    );
    throw_after(s, &text, "stack overflow")
}

/// "all goroutines are asleep": every goroutine's trace, in the order given.
pub(crate) fn deadlock_text(shared: &Shared, goroutines: &[&mut Goroutine], now_s: u32) -> String {
    let text = if shared.main_exited() {
        "no goroutines (main called runtime.Goexit) - deadlock!"
    } else {
        "all goroutines are asleep - deadlock!"
    };
    let mut out = format!("fatal error: {text}\n").into_bytes();
    for goroutine in goroutines {
        out.push(b'\n');
        write_stopped(&mut out, shared, goroutine, now_s);
    }
    String::from_utf8_lossy(&out).into_owned()
}
