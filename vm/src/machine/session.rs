//! A machine for a session: its program grows by one input after the other, each run by a goroutine of
//! its own, and nothing but `os.Exit`, a limit or the host ends it. A panic that nobody recovers ends
//! its goroutine alone; a deadlock is a matter of inputs: goroutines in the background that nobody can
//! wake may be woken by the next input.

use super::{ExtendError, Machine, MachineError, MachineOptions, Shared};
use crate::control::Control;
use crate::goroutine::Goroutine;
use crate::interpreter::{Local, MethodCache};
use crate::native::Native;
use crate::outcome::Outcome;
use crate::scheduler::{AfterDeadlock, Worker};
use crate::traceback;
use burrow_bytecode::Program;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// How an input ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InputEnding {
    /// It has run to its end.
    Returned,
    /// By a panic that nobody recovered or a fatal error; the report went to standard error.
    Failed,
    /// By `runtime.Goexit`, or it was killed.
    Exited,
    /// Nothing could wake it any more; the report went to standard error.
    Deadlock,
}

/// Why an input cannot be run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputError {
    /// The program does not fit.
    Extend(ExtendError),
    /// The machine has ended.
    Ended,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Extend(error) => error.fmt(f),
            InputError::Ended => f.write_str("the session has ended"),
        }
    }
}

impl std::error::Error for InputError {}

/// Told on a worker's thread; must not block.
type OnEnd = Box<dyn FnOnce(InputEnding) + Send>;

/// `Goroutine::interpreter_flags`: it runs an input, and somebody wants to know of its end.
pub(crate) const INPUT: u16 = 1 << 15;

/// What the machine knows of its inputs.
pub(crate) struct Session {
    natives: Vec<Native>,
    /// Inputs under way by the ids of their goroutines.
    inputs: Mutex<HashMap<u64, Input>>,
}

struct Input {
    ending: InputEnding,
    on_end: OnEnd,
}

impl Session {
    fn inputs(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Input>> {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the goroutine, if it runs an input, is about to end.
    pub(crate) fn note(&self, goroutine: u64, ending: InputEnding) {
        if let Some(input) = self.inputs().get_mut(&goroutine)
            && input.ending == InputEnding::Returned
        {
            input.ending = ending;
        }
    }

    /// The goroutine of an input has ended.
    pub(super) fn ended(&self, goroutine: u64) {
        let input = self.inputs().remove(&goroutine);
        if let Some(Input { ending, on_end }) = input {
            on_end(ending);
        }
    }

    /// No goroutine can run: inputs that wait have nobody to wait for.
    pub(super) fn deadlock(
        &self,
        shared: &Shared,
        worker: &mut Worker,
        all: &mut [&mut Goroutine],
    ) -> AfterDeadlock {
        let now_s = shared.now_s();
        let mut after = AfterDeadlock::Wait;
        for goroutine in all.iter_mut().filter(|g| g.interpreter_flags & INPUT != 0) {
            let mut text = b"fatal error: all goroutines are asleep - deadlock!\n\n".to_vec();
            traceback::write_stopped(&mut text, shared, goroutine, now_s);
            shared.streams.write_error(&text);
            self.note(goroutine.id, InputEnding::Deadlock);
            worker.kill(goroutine);
            after = AfterDeadlock::GoOn;
        }
        after
    }
}

/// A session's machine, running on threads of its own until it is dropped.
pub struct SessionMachine {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<Outcome>>,
    outcome: Option<Outcome>,
}

impl SessionMachine {
    /// Runs `program`, on which the first input stands. Of the options, there is no use for a hook for
    /// deadlocks.
    pub fn start(
        program: impl Into<Arc<Program>>,
        natives: &[Native],
        options: MachineOptions,
    ) -> Result<SessionMachine, MachineError> {
        let session = Session { natives: natives.to_vec(), inputs: Mutex::default() };
        let shared = Arc::new(Shared::new(program.into(), natives, options, Some(session))?);
        let ended = shared.clone();
        let machine = Machine { shared: shared.clone() };
        let thread = std::thread::spawn(move || {
            let outcome = machine.run();
            // Who waits for an input learns that it will never end.
            ended.session.iter().for_each(|session| session.inputs().clear());
            outcome
        });
        Ok(SessionMachine { shared, thread: Some(thread), outcome: None })
    }

    /// A handle on the machine.
    pub fn control(&self) -> Control {
        Control::new(&self.shared)
    }

    /// Takes over what `program` adds to the one before and runs its entry on a goroutine, whose id is
    /// returned. `on_end` is called on a worker's thread and must not block; when the machine ends
    /// first, it is dropped.
    pub fn run_input(
        &self,
        program: Arc<Program>,
        on_end: impl FnOnce(InputEnding) + Send + 'static,
    ) -> Result<u64, InputError> {
        let shared = Arc::downgrade(&self.shared);
        let started = self.shared.scheduler.at_safepoint(move |worker, _| {
            let shared = shared.upgrade().ok_or(InputError::Ended)?;
            shared.extend(program).map_err(InputError::Extend)?;
            shared.start_input(worker, Box::new(on_end)).ok_or(InputError::Ended)
        });
        started.unwrap_or(Err(InputError::Ended))
    }

    /// Ends the machine if it still runs, and says how it ended.
    pub fn close(&mut self) -> Outcome {
        self.control().cancel("the session is closed");
        self.wait()
    }

    /// Waits until something ends the machine.
    pub fn wait(&mut self) -> Outcome {
        let ended = self.thread.take().map(JoinHandle::join);
        match ended {
            Some(Ok(outcome)) => self.outcome = Some(outcome),
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => {}
        }
        match &self.outcome {
            Some(outcome) => outcome.clone(),
            None => unreachable!("the thread has been joined once"),
        }
    }
}

impl Drop for SessionMachine {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.close();
        }
    }
}

impl Shared {
    /// Called by a worker while all others stand still.
    fn extend(&self, program: Arc<Program>) -> Result<(), ExtendError> {
        let Some(session) = &self.session else { return Ok(()) };
        // SAFETY: no other worker runs, this one holds nothing of the image, and what others point
        // into does not move.
        let image = unsafe { &mut *self.image.get() };
        image.extend(program, &session.natives)?;
        let (constants, strings) = (image.constants(), image.strings());
        for local in self.locals.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // SAFETY: a worker's part lives as long as the machine; its worker stands still.
            let local: &mut Local = unsafe { &mut *local.0 };
            (local.constants, local.strings) = (constants, strings);
            local.methods = MethodCache::EMPTY;
        }
        Ok(())
    }

    /// `None`: the entry's window is larger than any stack.
    fn start_input(&self, worker: &mut Worker, on_end: OnEnd) -> Option<u64> {
        let goroutine = worker.new_goroutine(u32::MAX);
        let entry = &self.callees()[self.program.entry.0 as usize];
        let prepared = entry.prepare(worker, goroutine, 0);
        // SAFETY: a new goroutine belongs to the worker that made it.
        let id = unsafe {
            (*goroutine).interpreter_flags |= INPUT;
            (*goroutine).creator = 0;
            (*goroutine).id
        };
        let session = self.session.as_ref()?;
        session.inputs().insert(id, Input { ending: InputEnding::Returned, on_end });
        prepared.ok()?;
        let _ = worker.start(goroutine);
        Some(id)
    }
}
