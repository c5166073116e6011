//! The queues of runnable goroutines: a first-in first-out deque for each worker, which others
//! steal from in batches, and the inbox for what comes from outside any worker.

use super::{Completion, lock};
use crate::goroutine::Goroutine;
use crossbeam_deque::{Injector, Steal, Stealer};
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Ordering::*};
use std::sync::{Mutex, OnceLock};
use std::thread::Thread;

/// Give way to others.
pub(super) const PREEMPT: u32 = 1;
/// Stop for a collection.
pub(super) const STOP: u32 = 2;
/// Look at the timers of all workers.
pub(super) const TIMERS: u32 = 4;
/// The program ends.
pub(super) const EXIT: u32 = 8;

/// A runnable goroutine on its way to a worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub(super) struct Runnable(pub *mut Goroutine);

// SAFETY: who takes it out of the queue owns the goroutine; the queue's own ordering hands over
// its memory.
unsafe impl Send for Runnable {}

/// What others see of a worker, on cache lines of its own: what it seldom changes on the first,
/// what it changes with every goroutine behind.
#[repr(C, align(128))]
pub(super) struct WorkerShared {
    /// The worker's limit word, once there is a worker.
    pub limit: AtomicPtr<AtomicUsize>,
    pub thread: OnceLock<Thread>,
    pub stealer: OnceLock<Stealer<Runnable>>,
    /// Why: the bits above. A request can be lost to a goroutine switch that goes on at the same
    /// time; who waits for an answer asks again.
    pub requests: AtomicU32,
    /// 1 while the thread sleeps (see `sleep.rs`).
    pub sleeping: AtomicU32,
    busy: Busy,
}

#[repr(align(64))]
#[derive(Default)]
struct Busy {
    /// Time slices begun.
    slices: AtomicU64,
    /// Goroutines started here.
    started: AtomicU64,
    /// Goroutines that have ended here, wherever they were started.
    ended: AtomicU64,
    /// Values that have gone from goroutine to goroutine, by who made them arrive.
    values: AtomicU64,
}

impl WorkerShared {
    pub fn new() -> WorkerShared {
        WorkerShared {
            limit: AtomicPtr::new(std::ptr::null_mut()),
            thread: OnceLock::new(),
            stealer: OnceLock::new(),
            requests: AtomicU32::new(0),
            sleeping: AtomicU32::new(0),
            busy: Busy::default(),
        }
    }

    /// A goroutine was started here.
    #[inline]
    pub fn count_started(&self) {
        count(&self.busy.started);
    }

    /// A goroutine has ended here.
    #[inline]
    pub fn count_ended(&self) {
        count(&self.busy.ended);
    }

    /// A value sent to a channel has arrived.
    #[inline]
    pub fn count_value(&self) {
        count(&self.busy.values);
    }

    /// Values that have arrived.
    pub fn values(&self) -> u64 {
        self.busy.values.load(Relaxed)
    }

    /// Goroutines ever started here and ended here.
    pub fn goroutines(&self) -> (u64, u64) {
        (self.busy.started.load(Relaxed), self.busy.ended.load(Relaxed))
    }

    /// A time slice begins.
    #[inline]
    pub fn begin_slice(&self) {
        count(&self.busy.slices);
    }

    /// Time slices begun.
    pub fn slices(&self) -> u64 {
        self.busy.slices.load(Relaxed)
    }

    pub fn request(&self, bits: u32) {
        // Release: with the worker's acquire load of `requests`.
        self.requests.fetch_or(bits, Release);
        let limit = self.limit.load(Acquire);
        if !limit.is_null() {
            // SAFETY: a field of a worker, which lives as long as the scheduler.
            unsafe { &*limit }.store(0, Release);
        }
    }
}

/// One more. Only its own worker changes a counter.
#[inline]
fn count(counter: &AtomicU64) {
    counter.store(counter.load(Relaxed) + 1, Relaxed);
}

/// What comes from outside any worker: a retired worker's rest, ended blocking calls.
pub(super) struct Inbox {
    injector: Injector<Runnable>,
    completed: Mutex<Completed>,
    completed_count: AtomicUsize,
}

/// Under one lock, so that an ended call is either found here or knows that nobody waits for it.
#[derive(Default)]
struct Completed {
    calls: Vec<(Runnable, Completion)>,
    /// Ids of goroutines that wait no longer for the call they made.
    abandoned: Vec<u64>,
}

impl Inbox {
    pub fn new() -> Inbox {
        Inbox { injector: Injector::new(), completed: Mutex::default(), completed_count: AtomicUsize::new(0) }
    }

    pub fn push(&self, goroutine: *mut Goroutine) {
        self.injector.push(Runnable(goroutine));
    }

    /// The goroutine is still parked: the worker that takes it out makes it runnable.
    /// False when it waits no longer.
    pub fn push_completed(&self, goroutine: *mut Goroutine, id: u64, completion: Completion) -> bool {
        let mut completed = lock(&self.completed);
        if let Some(at) = completed.abandoned.iter().position(|&abandoned| abandoned == id) {
            completed.abandoned.swap_remove(at);
            return false;
        }
        completed.calls.push((Runnable(goroutine), completion));
        self.completed_count.store(completed.calls.len(), SeqCst);
        true
    }

    /// A goroutine waits no longer for its blocking call. True when the call goes on; what it will
    /// bring is thrown away.
    pub fn abandon(&self, goroutine: *mut Goroutine, id: u64) -> bool {
        let mut completed = lock(&self.completed);
        let ended = completed.calls.iter().position(|(runnable, _)| runnable.0 == goroutine);
        match ended {
            Some(at) => drop(completed.calls.swap_remove(at)),
            None => completed.abandoned.push(id),
        }
        self.completed_count.store(completed.calls.len(), SeqCst);
        ended.is_none()
    }

    pub fn is_empty(&self) -> bool {
        self.injector.is_empty() && !self.has_completed()
    }

    pub fn has_completed(&self) -> bool {
        self.completed_count.load(SeqCst) > 0
    }

    pub fn take_completed(&self) -> Vec<(Runnable, Completion)> {
        let mut completed = lock(&self.completed);
        self.completed_count.store(0, SeqCst);
        std::mem::take(&mut completed.calls)
    }

    /// Takes one, and moves a batch to `deque`.
    pub fn take_batch(&self, deque: &crossbeam_deque::Worker<Runnable>) -> Option<Runnable> {
        retry(|| self.injector.steal_batch_and_pop(deque))
    }

    pub fn take(&self) -> Option<Runnable> {
        retry(|| self.injector.steal())
    }
}

/// Steals until the answer is not "try again".
pub(super) fn retry<T>(mut steal: impl FnMut() -> Steal<T>) -> Option<T> {
    loop {
        match steal() {
            Steal::Success(value) => return Some(value),
            Steal::Empty => return None,
            Steal::Retry => std::hint::spin_loop(),
        }
    }
}
