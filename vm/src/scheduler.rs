//! Runs goroutines on worker threads: queues, waking and sleeping, time slices, stopping the world.
//! The protocol stands in `scheduler/README.md`.
//!
//! The scheduler knows nothing of bytecode: what it needs of the machine is the trait [`Host`].
//! Worker 0 is the thread that calls [`Scheduler::run`]; others start when there is work for them.

mod clock;
mod commands;
mod idle;
mod kill;
mod limits;
mod preempt;
mod queue;
mod sharing;
mod sleep;
mod spawn;
mod stop_the_world;
mod worker;

#[cfg(test)]
mod tests;

pub use stop_the_world::StoppedWorld;
pub use worker::Worker;

use crate::blocking::{BlockingThreads, Parked};
use crate::bubble::Bubbles;
use crate::choices::Choices;
use crate::goroutine::{Goroutine, Slabs};
use crate::limits::Limits;
use crate::memory::MemoryAccount;
use crate::outcome::{Ending, Failure};
use crate::semaphore::ParkingTable;
use crate::timer::Timers;
use crate::value::Word;
use burrow_bytecode::TypeId;
use queue::{Inbox, WorkerShared};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex, OnceLock, Weak};
use std::thread::JoinHandle;

/// More worker threads than this are never started; `GOMAXPROCS` may still say so.
pub const WORKERS_MAX: usize = 256;

/// Why the interpreter gave a goroutine back. All but `Ended` and `Exit` have saved `pc`, `fp`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// It stands in a wait queue, or is woken already: the caller must not touch it any more.
    Parked,
    /// The limit word was 0.
    Safepoint,
    /// It lets others run (`runtime.Gosched`, a spawner that steps back).
    Yield,
    /// Its function has returned (or `runtime.Goexit` has run its deferred calls).
    Ended,
    /// The whole program ends with this exit status.
    Exit(i32),
}

/// What a worker does for a goroutine before it goes on after a blocking call, on its own thread:
/// turn the outcome into values. May allocate.
pub type Completion = Box<dyn FnOnce(&mut Worker, &mut Goroutine) + Send>;

/// What the scheduler needs of the machine.
pub trait Host: Sync {
    /// Runs `goroutine` (which is `worker.goroutine`) until it stops. `goroutine.wake` says when it
    /// must panic first; the host sets it back to `Wake::Continue`.
    fn run(&self, worker: &mut Worker, goroutine: *mut Goroutine) -> Stop;
    /// A goroutine ready to run the func value `func`, which takes and returns nothing
    /// (`time.AfterFunc`); from [`Worker::new_goroutine`], not started yet.
    fn prepare_func(&self, worker: &mut Worker, func: Word) -> *mut Goroutine;
    /// The address of a new zeroed object of a by-reference type (what a closed channel gives).
    fn zero_object(&self, worker: &mut Worker, ty: TypeId) -> Word;
    /// A worker begins: gets what it needs of the heap.
    fn worker_started(&self, worker: &mut Worker);
    /// A worker is about to stop for a collection (also before sleeping when `asleep`): whatever it
    /// holds of the heap must be in order for the collector.
    fn worker_stops(&self, worker: &mut Worker);
    /// A goroutine that runs an input of a session has ended.
    fn goroutine_ended(&self, goroutine: &Goroutine);
    /// Collects garbage. All workers stand still.
    fn collect(&self, worker: &mut Worker, world: &StoppedWorld<'_>);
    /// Nobody can ever run again: says what there is to say, and how to go on.
    fn deadlock(&self, worker: &mut Worker, world: &StoppedWorld<'_>) -> AfterDeadlock;
}

/// How to go on when no goroutine can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AfterDeadlock {
    /// The program ends.
    End,
    /// Something can run now.
    GoOn,
    /// The workers sleep until a command from outside comes.
    Wait,
}

/// How a scheduler runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// Workers at once (`GOMAXPROCS`); `None`: as many as the machine has processors.
    pub workers: Option<usize>,
    /// Makes choices repeatable.
    pub seed: Option<u64>,
    /// Preempt at every safepoint: a stress knob.
    pub preempt_always: bool,
    /// Move the running goroutine's stack at every safepoint: a stress knob.
    pub move_stacks: bool,
}

impl Options {
    /// Every safepoint is stopped at.
    pub(crate) fn stops_always(&self) -> bool {
        self.preempt_always || self.move_stacks
    }
}

impl Default for Options {
    /// `GOMAXPROCS` from the environment, else as many as the machine has processors.
    fn default() -> Options {
        let asked = std::env::var("GOMAXPROCS").ok().and_then(|text| text.parse().ok());
        let workers = asked.filter(|&n: &usize| n > 0);
        Options { workers, seed: None, preempt_always: false, move_stacks: false }
    }
}

/// Processors of the machine, as at the first call: asking the system reads several files.
pub fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| std::thread::available_parallelism().map_or(1, |n| n.get()))
}

/// All that workers share. One for each running machine.
pub struct Scheduler {
    /// Every goroutine.
    pub slabs: Slabs,
    /// Pending timers.
    pub timers: Timers,
    /// Bubbles of package testing/synctest.
    pub bubbles: Bubbles,
    /// Goroutines parked on addresses: locks, wait groups, conditions.
    pub parking: ParkingTable,
    pub(crate) blocking: BlockingThreads,
    pub(crate) options: Options,
    pub(crate) memory: Arc<MemoryAccount>,
    limits: Limits,
    goroutines_max: usize,
    /// Instructions that no worker has taken yet; of no use without a limit.
    fuel: AtomicU64,
    myself: Weak<Scheduler>,
    pub(crate) seed: u64,
    clock: clock::Clock,
    workers: Box<[WorkerShared]>,
    inbox: Inbox,
    sleep: sleep::Sleep,
    preempt: preempt::Monitor,
    /// `GOMAXPROCS` as it is now; 0 until somebody wants to know how many processors there are.
    workers_asked: AtomicUsize,
    /// So many are of use as things are (see `sharing.rs`).
    workers_useful: AtomicUsize,
    next_id: AtomicU64,
    blocking_calls: AtomicUsize,
    exiting: AtomicBool,
    collection_wanted: AtomicBool,
    commands: commands::Commands,
    /// Why the program ends; set before `exiting`.
    ending: OnceLock<Ending>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Every worker ever made: others may look at its limit word as long as the scheduler lives.
    made: Mutex<Vec<MadeWorker>>,
    host: OnceLock<HostPointer>,
}

/// A worker's box, freed with the scheduler.
struct MadeWorker(*mut Worker);

// SAFETY: only `Scheduler::drop` goes through the pointer, when no thread is left.
unsafe impl Send for MadeWorker {}

/// The host, valid while [`Scheduler::run`] runs.
#[derive(Clone, Copy)]
struct HostPointer(*const (dyn Host + 'static));

// SAFETY: `Host` is `Sync`, and `run` ends only when all threads that use the pointer have ended.
unsafe impl Send for HostPointer {}
// SAFETY: as above.
unsafe impl Sync for HostPointer {}

impl Scheduler {
    /// A scheduler with nothing to run yet.
    pub fn new(options: Options, limits: Limits) -> Arc<Scheduler> {
        let seed = options.seed.unwrap_or_else(Choices::entropy);
        let memory = Arc::new(MemoryAccount::new(limits.memory));
        let goroutines_max = limits.goroutines.and_then(|max| usize::try_from(max).ok());
        let scheduler = Arc::new_cyclic(|myself| Scheduler {
            memory: memory.clone(),
            limits,
            goroutines_max: goroutines_max.unwrap_or(usize::MAX),
            fuel: AtomicU64::new(limits.instructions.unwrap_or(0)),
            blocking: BlockingThreads::new(),
            myself: myself.clone(),
            collection_wanted: AtomicBool::new(false),
            slabs: Slabs::new(memory.clone()),
            timers: Timers::new(),
            bubbles: Bubbles::default(),
            parking: ParkingTable::new(),
            seed,
            clock: clock::Clock::start(),
            workers: (0..WORKERS_MAX).map(|_| WorkerShared::new()).collect(),
            inbox: Inbox::new(),
            sleep: sleep::Sleep::new(),
            preempt: preempt::Monitor::new(),
            workers_asked: AtomicUsize::new(options.workers.map_or(0, |workers| workers.max(1))),
            workers_useful: AtomicUsize::new(usize::MAX),
            next_id: AtomicU64::new(1),
            blocking_calls: AtomicUsize::new(0),
            exiting: AtomicBool::new(false),
            commands: commands::Commands::new(),
            ending: OnceLock::new(),
            threads: Mutex::new(Vec::new()),
            made: Mutex::new(Vec::new()),
            host: OnceLock::new(),
            options,
        });
        scheduler.watch_memory();
        scheduler
    }

    /// Runs until something ends the program, and says what. `start` makes the main goroutine. Only
    /// once for each scheduler.
    pub fn run(self: &Arc<Scheduler>, host: &dyn Host, start: impl FnOnce(&mut Worker)) -> Ending {
        // SAFETY: only the lifetime changes; `run` joins every thread that sees the pointer.
        let host: *const (dyn Host + 'static) = unsafe { std::mem::transmute(host) };
        let _ = self.host.set(HostPointer(host));
        let worker = self.make_worker(0);
        // SAFETY: just made, for this thread alone; lives as long as the scheduler.
        let worker = unsafe { &mut *worker };
        self.host().worker_started(worker);
        if self.limits.time.is_some() {
            self.start_monitor();
        }
        start(worker);
        worker.run_loop();
        self.join();
        self.close_commands();
        self.end_blocking_threads();
        self.ending.get().cloned().unwrap_or(Ending::Failed(Failure::Fatal))
    }

    fn make_worker(&self, index: usize) -> *mut Worker {
        let worker = Box::into_raw(Worker::new(self, index));
        lock(&self.made).push(MadeWorker(worker));
        worker
    }

    pub(crate) fn host(&self) -> &dyn Host {
        // SAFETY: set by `run`, which outlives every caller.
        unsafe { &*self.host_pointer() }
    }

    fn host_pointer(&self) -> *const (dyn Host + 'static) {
        match self.host.get() {
            Some(host) => host.0,
            None => unreachable!("no worker runs before `run`"),
        }
    }

    /// Ends the program: every worker leaves at its next safepoint. The first reason counts: true
    /// when this is it.
    pub fn exit(&self, ending: Ending) -> bool {
        let first = self.ending.set(ending).is_ok();
        self.exiting.store(true, Release);
        self.request_all(queue::EXIT);
        self.wake_all();
        self.preempt.stop();
        first
    }

    /// As [`Scheduler::exit`], from a thread that is no worker's: the request is repeated until all
    /// workers have left.
    pub fn exit_from_outside(&self, ending: Ending) -> bool {
        let first = self.exit(ending);
        self.start_monitor();
        first
    }

    /// The program is ending.
    pub fn exiting(&self) -> bool {
        self.exiting.load(Acquire)
    }

    fn join(&self) {
        self.preempt.join();
        loop {
            let threads = std::mem::take(&mut *lock(&self.threads));
            if threads.is_empty() {
                return;
            }
            for thread in threads {
                let _ = thread.join();
            }
        }
    }

    /// The scheduler's own reference count.
    pub(crate) fn to_shared(&self) -> Option<Arc<Scheduler>> {
        self.myself.upgrade()
    }

    /// Something outside goroutines can still wake one: a blocking call, a signal handler. No
    /// deadlock is reported meanwhile.
    pub fn begin_blocking_call(&self) {
        self.blocking_calls.fetch_add(1, SeqCst);
    }

    /// The counterpart of [`Scheduler::begin_blocking_call`] without a goroutine to wake.
    pub fn cancel_blocking_call(&self) {
        self.blocking_calls.fetch_sub(1, SeqCst);
    }

    /// A blocking call has ended: its goroutine can go on.
    pub(crate) fn end_blocking_call(&self, goroutine: Parked, completion: Completion) {
        if !self.inbox.push_completed(goroutine.0, goroutine.1, completion) {
            return;
        }
        // Only now: whoever looks for a deadlock sees the call or what it brought.
        self.blocking_calls.fetch_sub(1, SeqCst);
        self.sleep.idle.work_pushed();
        self.wake_one_if_needed();
    }

    /// The goroutine, parked in a blocking call, waits for it no longer.
    fn abandon_blocking_call(&self, goroutine: &mut Goroutine) {
        let id = goroutine.id;
        if self.inbox.abandon(goroutine, id) {
            self.cancel_blocking_call();
        }
    }

    /// Nanoseconds since the scheduler was made: the clock of timers and time slices.
    #[inline]
    pub fn now_ns(&self) -> u64 {
        self.clock.now_ns()
    }

    /// What the clock showed a few milliseconds ago at most; cheaper.
    #[inline]
    pub(crate) fn recent_ns(&self) -> u64 {
        self.clock.recent_ns()
    }

    /// Goroutines ever started.
    pub fn goroutines_started(&self) -> u64 {
        self.goroutines().0
    }

    /// `runtime.NumGoroutine`.
    pub fn live_goroutines(&self) -> usize {
        let (started, ended) = self.goroutines();
        started.saturating_sub(ended) as usize
    }

    /// Goroutines ever started and ended.
    fn goroutines(&self) -> (u64, u64) {
        let workers = self.workers[..self.worker_threads()].iter();
        let all = workers.map(WorkerShared::goroutines);
        all.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// `GOMAXPROCS` as it is now.
    #[inline]
    pub fn workers_asked(&self) -> usize {
        match self.workers_asked.load(Relaxed) {
            0 => self.ask_for_processors(),
            asked => asked,
        }
    }

    #[cold]
    fn ask_for_processors(&self) -> usize {
        match self.workers_asked.compare_exchange(0, processors(), Relaxed, Relaxed) {
            Ok(_) => processors(),
            Err(asked) => asked,
        }
    }

    /// Workers that may run: `GOMAXPROCS`, or fewer while those do as well.
    #[inline]
    pub(crate) fn workers_wanted(&self) -> usize {
        self.workers_asked().min(self.workers_useful.load(Relaxed))
    }
}

/// Locks a mutex that no panic can leave in disorder.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        for worker in std::mem::take(&mut *lock(&self.made)) {
            // SAFETY: made by `make_worker`; no thread of the scheduler is left.
            drop(unsafe { Box::from_raw(worker.0) });
        }
    }
}
