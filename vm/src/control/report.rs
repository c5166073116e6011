//! What a host is told of goroutines and of a deadlock.

use crate::goroutine::{Goroutine, GoroutineState, WaitReason};
use crate::machine::Shared;
use crate::traceback;

/// A place in a program's source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourcePlace {
    /// The function, as traces print it: `main.main.func1`.
    pub function: String,
    /// The file, as traces print it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// In the library, not in the program's own files.
    pub library: bool,
}

/// A goroutine as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoroutineReport {
    /// As traces number it; main is 1.
    pub id: u64,
    /// As a trace's first line says it in brackets: `running`, `chan receive, 2 minutes`.
    pub status: String,
    /// It waits for something; else it runs, or could.
    pub parked: bool,
    /// Why it waits; [`WaitReason::None`] when it does not.
    pub wait_reason: WaitReason,
    /// What it waits for: the same number for the same channel or lock. `None` where there is no
    /// such thing, or several (a select).
    pub waits_on: Option<u64>,
    /// The goroutine that holds the lock it waits for.
    pub waits_for: Option<u64>,
    /// Its calls, the innermost first; of a long stack the innermost 100.
    pub frames: Vec<SourcePlace>,
    /// The goroutine that started it; 0 for main.
    pub creator: u64,
    /// The `go` statement that started it.
    pub created_at: Option<SourcePlace>,
    /// Its trace, as Go prints it.
    pub trace: String,
}

/// Frames that a report has.
const FRAMES_MAX: usize = 100;

impl GoroutineReport {
    /// Of a goroutine of a stopped world.
    pub(crate) fn of(shared: &Shared, goroutine: &Goroutine, now_s: u32) -> GoroutineReport {
        let parked = goroutine.state == GoroutineState::Parked;
        let reason = if parked { goroutine.wait_reason } else { WaitReason::None };
        let mut trace = Vec::new();
        traceback::write_stopped(&mut trace, shared, goroutine, now_s);
        GoroutineReport {
            id: goroutine.id,
            status: goroutine.status_text(now_s),
            parked,
            wait_reason: reason,
            waits_on: reason.has_object().then_some(goroutine.wait_object as u64),
            waits_for: goroutine.waits_for_holder(),
            frames: frames(shared, goroutine),
            creator: goroutine.creator,
            created_at: (goroutine.creator != 0).then(|| place(shared, goroutine.creator_pc)).flatten(),
            trace: String::from_utf8_lossy(&trace).into_owned(),
        }
    }

    /// Where it stands in the program's own text: the innermost call outside of the library.
    pub fn place(&self) -> Option<&SourcePlace> {
        self.frames.iter().find(|frame| !frame.library).or(self.frames.first())
    }
}

fn frames(shared: &Shared, goroutine: &Goroutine) -> Vec<SourcePlace> {
    let mut frames = Vec::new();
    traceback::walk(shared, goroutine, traceback::stopped_at(shared, goroutine), goroutine.fp, |frame| {
        if let traceback::Frame::Function(_, at) = frame {
            frames.extend(place(shared, at));
        }
        frames.len() < FRAMES_MAX
    });
    frames
}

fn place(shared: &Shared, at: u32) -> Option<SourcePlace> {
    let function = shared.function_at(at)?;
    let position = shared.program.position_at(at);
    let file = shared.program.files.get(position.file as usize);
    Some(SourcePlace {
        function: function.name.clone(),
        file: shared.file_name(position.file).to_owned(),
        line: position.line,
        library: file.is_some_and(|file| file.library),
    })
}

/// No goroutine can run, and nothing will change that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeadlockReport {
    /// What Go prints: the fatal error and the traces of all goroutines.
    pub text: String,
    /// All goroutines, by their ids.
    pub goroutines: Vec<GoroutineReport>,
    /// Main has ended by `runtime.Goexit`.
    pub main_exited: bool,
}

/// What a host does about a deadlock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeadlockAnswer {
    /// The run ends with [`crate::outcome::Failure::Deadlock`]. The host prints the report, or does
    /// not.
    End,
    /// These goroutines are killed, as by [`crate::Control::kill`], and the run goes on. When none
    /// of them exists, it ends.
    Kill(Vec<u64>),
    /// The run goes on sleeping until something is done through its [`crate::Control`].
    Wait,
}
