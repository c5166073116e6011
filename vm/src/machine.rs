//! The machine: takes a program and natives, runs it, gives its exit status. Two machines may live
//! in one process: everything they need is in [`Shared`], made here and never changed afterwards
//! but for the code's inline caches, the program's globals and, in a session, what it adds.

mod host;
mod image;
mod session;

pub use image::ExtendError;
pub(crate) use session::INPUT;
pub use session::{InputEnding, InputError, SessionMachine};

use crate::control::{Control, DeadlockHook};
use crate::fault::OutOfMemory;
use crate::heap::{Heap, HeapOptions};
use crate::interpreter::{self, Local};
use crate::limits::{Limit, Limits};
use crate::native::{Native, Stream};
use crate::outcome::{Ending, Outcome, Usage};
use crate::permissions::Permissions;
use crate::profile::Profile;
use crate::scheduler::{self, Scheduler};
use crate::streams::Streams;
use burrow_bytecode::Program;
use image::{Image, ImageOptions};
use session::Session;
use std::any::Any;
use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

/// How to run a program.
#[derive(Default)]
pub struct MachineOptions {
    /// os.Args, the program's name first.
    pub args: Vec<String>,
    /// Environment of the program; `None`: the process's own.
    pub environment: Option<Vec<(String, String)>>,
    /// Workers, seed, stress.
    pub scheduler: scheduler::Options,
    /// Sizes, stress.
    pub heap: HeapOptions,
    /// Standard streams.
    pub streams: Streams,
    /// What the run may use at most.
    pub limits: Limits,
    /// What the program may touch outside.
    pub permissions: Permissions,
    /// Called when no goroutine can ever run again; without it Go's report is printed and the run
    /// ends.
    pub on_deadlock: Option<DeadlockHook>,
    /// What natives find of whoever runs the program ([`crate::native::Call::host`]).
    pub host: Option<Arc<dyn Any + Send + Sync>>,
    /// Count instructions, and write the counts to standard error at the end.
    pub profile: bool,
}

/// Why a program cannot be run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MachineError {
    /// Natives that the program calls and nobody has.
    MissingNatives(Vec<String>),
    /// No address space for the heap.
    OutOfMemory,
}

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MachineError::MissingNatives(names) => {
                write!(f, "not supported yet: {}", names.join(", "))
            }
            MachineError::OutOfMemory => f.write_str("not enough address space for the heap"),
        }
    }
}

impl std::error::Error for MachineError {}

/// A program ready to run, once.
pub struct Machine {
    shared: Arc<Shared>,
}

impl Machine {
    /// Binds the natives that `program` calls.
    pub fn new(
        program: impl Into<Arc<Program>>,
        natives: &[Native],
        options: MachineOptions,
    ) -> Result<Machine, MachineError> {
        Ok(Machine { shared: Arc::new(Shared::new(program.into(), natives, options, None)?) })
    }

    /// A handle on the machine, for other threads while it runs.
    pub fn control(&self) -> Control {
        Control::new(&self.shared)
    }

    /// Runs the program to its end on this thread and others. When it returns, no goroutine runs any
    /// more, and what was written has been handed to the streams. A call that blocks in the system
    /// at that moment ends later, on its own thread, and touches nothing of the machine.
    pub fn run(self) -> Outcome {
        let shared = &*self.shared;
        let scheduler = shared.scheduler.clone();
        let ending = scheduler.run(shared, |worker| shared.start_main(worker));
        if let Ending::LimitReached(limit) = &ending {
            shared.streams.write_error(format!("burrow: limit reached: {limit}\n").as_bytes());
        }
        if shared.profiled {
            let report = shared.profile().report(&shared.program, &shared.heap.statistics());
            shared.streams.write_error(report.as_bytes());
        }
        Outcome { ending, usage: shared.usage() }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Who asks something of a machine that never ran learns that it never will.
        self.shared.scheduler.close_commands();
    }
}

/// State of a library package that belongs to one machine.
type Extensions = Mutex<HashMap<std::any::TypeId, Arc<dyn Any + Send + Sync>>>;

/// What all workers share.
pub(crate) struct Shared {
    /// Changed only in a session, while all workers stand still.
    image: UnsafeCell<Image>,
    pub(crate) heap: Arc<Heap>,
    pub(crate) scheduler: Arc<Scheduler>,
    pub(crate) streams: Arc<Streams>,
    pub(crate) limits: Limits,
    pub(crate) permissions: Arc<Permissions>,
    pub(crate) on_deadlock: Option<DeadlockHook>,
    /// Bytes that the program has written to its standard outputs.
    output: AtomicU64,
    pub(crate) args: Vec<String>,
    pub(crate) environment: Option<Vec<(String, String)>>,
    pub(crate) host: Option<Arc<dyn Any + Send + Sync>>,
    /// Each worker counts instructions.
    profiled: bool,
    main_exited: AtomicBool,
    trace_all: AtomicBool,
    extensions: Extensions,
    locals: Mutex<Vec<LocalPointer>>,
    /// The program is a session, which grows.
    pub(crate) session: Option<Session>,
}

impl Deref for Shared {
    type Target = Image;

    #[inline(always)]
    fn deref(&self) -> &Image {
        self.image()
    }
}

/// A worker's part, freed with the machine.
struct LocalPointer(*mut Local);

// SAFETY: only `Shared::drop` goes through the pointer, when no worker is left.
unsafe impl Send for LocalPointer {}

// SAFETY: code words change only as relaxed atomic stores of one data word (inline caches), globals
// only as relaxed atomic words, the image while all workers stand still; everything else is immutable
// or locked.
unsafe impl Sync for Shared {}
// SAFETY: pointers inside lead to the machine's own memory.
unsafe impl Send for Shared {}

impl Shared {
    fn new(
        program: Arc<Program>,
        natives: &[Native],
        options: MachineOptions,
        session: Option<Session>,
    ) -> Result<Shared, MachineError> {
        let metered = options.limits.instructions.is_some();
        let fuse = interpreter::HAS_SEQUENCES && !options.profile && !metered;
        let image = Image::new(program, natives, ImageOptions { fuse, grows: session.is_some() });
        let image = image.map_err(MachineError::MissingNatives)?;
        let scheduler = Scheduler::new(options.scheduler, options.limits);
        let heap = limited(options.heap, &options.limits);
        let heap = Heap::with_account(heap, scheduler.memory.clone());
        let heap = heap.map_err(|OutOfMemory| MachineError::OutOfMemory)?;
        let collector = scheduler.clone();
        heap.on_collection_request(Box::new(move || collector.request_collection()));
        Ok(Shared {
            image: UnsafeCell::new(image),
            heap,
            scheduler,
            streams: Arc::new(options.streams),
            limits: options.limits,
            permissions: Arc::new(options.permissions),
            on_deadlock: options.on_deadlock,
            output: AtomicU64::new(0),
            args: options.args,
            environment: options.environment,
            host: options.host,
            profiled: options.profile,
            main_exited: AtomicBool::new(false),
            trace_all: AtomicBool::new(false),
            extensions: Mutex::default(),
            locals: Mutex::default(),
            session,
        })
    }

    #[inline(always)]
    fn image(&self) -> &Image {
        // SAFETY: it is changed only by `extend`, while no worker runs, and nobody keeps what is in it
        // beyond a safepoint.
        unsafe { &*self.image.get() }
    }

    /// The main goroutine has ended by `runtime.Goexit`.
    pub(crate) fn main_has_exited(&self) {
        self.main_exited.store(true, Relaxed);
    }
    /// Whether it has.
    pub(crate) fn main_exited(&self) -> bool {
        self.main_exited.load(Relaxed)
    }

    /// Writes what the program prints to a standard stream; beyond the limit on output, what is below
    /// it.
    pub(crate) fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let count = bytes.len() as u64;
        let before = self.output.fetch_add(count, Relaxed);
        let mut bytes = bytes;
        if let Some(max) = self.limits.output
            && before.saturating_add(count) > max
        {
            self.scheduler.limit_reached(Limit::Output(max));
            bytes = &bytes[..max.saturating_sub(before).min(count) as usize];
        }
        match stream {
            Stream::Output => self.streams.output.write(bytes),
            Stream::Error => self.streams.error.write(bytes),
        }
    }
    /// Seconds since the start, as wait times count them.
    pub(crate) fn now_s(&self) -> u32 {
        (self.scheduler.now_ns() / 1_000_000_000) as u32
    }
    /// What the run has used so far.
    pub(crate) fn usage(&self) -> Usage {
        Usage {
            wall_ns: self.scheduler.now_ns(),
            instructions: self.scheduler.instructions(),
            allocated_bytes: self.heap.statistics().total_alloc,
            peak_memory_bytes: self.scheduler.memory.peak(),
            goroutines: self.scheduler.goroutines_started(),
            output_bytes: self.output.load(Relaxed),
        }
    }
    /// A panic that ends the program prints the traces of all goroutines from now on.
    pub(crate) fn trace_all_on_panic(&self) {
        self.trace_all.store(true, Relaxed);
    }
    /// Whether it does.
    pub(crate) fn traces_all_on_panic(&self) -> bool {
        self.trace_all.load(Relaxed)
    }

    /// What all workers have counted, when none runs any more.
    fn profile(&self) -> Profile {
        let mut sum = Profile::new(self.program.code.len());
        for local in self.locals.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // SAFETY: made by `worker_started` from a box; its worker has ended.
            let local = unsafe { &mut *local.0 };
            local.allocator.publish();
            local.profile.iter().for_each(|profile| sum.add(profile));
        }
        sum
    }

    /// A library package's own state in this machine, made on first use.
    pub(crate) fn extension<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut extensions = self.extensions.lock().unwrap_or_else(PoisonError::into_inner);
        let id = std::any::TypeId::of::<T>();
        let made = extensions.entry(id).or_insert_with(|| Arc::new(T::default())).clone();
        made.downcast::<T>().unwrap_or_else(|_| unreachable!("stored under its own type"))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let locals = self.locals.get_mut().unwrap_or_else(PoisonError::into_inner);
        for local in locals.drain(..) {
            // SAFETY: made by `worker_started` from a box; no worker is left.
            drop(unsafe { Box::from_raw(local.0) });
        }
    }
}

/// Under a limit of memory there is no use for many more addresses.
fn limited(heap: HeapOptions, limits: &Limits) -> HeapOptions {
    let enough = |bytes: u64| usize::try_from(bytes.saturating_mul(3)).unwrap_or(usize::MAX);
    let reserve_bytes = limits.memory.map_or(usize::MAX, enough).min(heap.reserve_bytes);
    HeapOptions { reserve_bytes, ..heap }
}
