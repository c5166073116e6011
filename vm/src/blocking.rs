//! Threads for calls that block: files, standard input, processes, the network. The goroutine is
//! parked meanwhile; what the call brought is turned into values by a worker.
//!
//! The threads are few, reused, and end after some idle time. They never touch Go memory.

use crate::goroutine::{Goroutine, WaitReason};
use crate::scheduler::{Completion, Scheduler, Worker, lock};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// Threads that wait for more work end after this time.
const IDLE_TIME: Duration = Duration::from_secs(5);
/// More calls than this wait for each other.
const THREADS_MAX: usize = 512;

/// A call, and what to do with its outcome.
pub type BlockingCall = Box<dyn FnOnce() -> Completion + Send>;

struct Job {
    goroutine: Parked,
    call: BlockingCall,
}

/// A goroutine on its way through a blocking call, and its id: it may wait no longer, and be another
/// one by now.
#[derive(Clone, Copy)]
pub(crate) struct Parked(pub *mut Goroutine, pub u64);

// SAFETY: a parked goroutine; the thread only hands the pointer back.
unsafe impl Send for Parked {}

/// The threads of a scheduler.
pub(crate) struct BlockingThreads {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: usize,
}

impl BlockingThreads {
    pub fn new() -> BlockingThreads {
        BlockingThreads { state: Mutex::default(), work: Condvar::new() }
    }
}

impl Worker {
    /// Parks the running goroutine (`pc` and `fp` stored) while `call` runs on a thread of its own.
    /// The completion it returns runs on a worker just before the goroutine goes on.
    pub fn block_on(&mut self, reason: WaitReason, call: BlockingCall) {
        let scheduler = self.scheduler();
        let parked = self.prepare_park(reason, 0);
        let goroutine = Parked(&raw mut *parked, parked.id);
        scheduler.begin_blocking_call();
        let Some(shared) = scheduler.to_shared() else { return };
        let mut state = lock(&shared.blocking.state);
        if shared.exiting() {
            return;
        }
        state.jobs.push_back(Job { goroutine, call });
        let start = state.jobs.len() > state.idle && state.threads < THREADS_MAX;
        state.threads += usize::from(start);
        drop(state);
        if !start {
            shared.blocking.work.notify_one();
            return;
        }
        let run = shared.clone();
        let thread = std::thread::Builder::new().name("blocking".into()).spawn(move || serve(&run));
        if thread.is_err() {
            // No thread to be had: do it here, where it blocks a worker.
            lock(&shared.blocking.state).threads -= 1;
            if let Some(job) = take(&shared) {
                finish(&shared, job);
            }
        }
    }
}

impl Scheduler {
    /// Nobody waits for blocking calls any more: those that have not begun are forgotten, idle
    /// threads end. One that is in the middle of a call ends with it.
    pub(crate) fn end_blocking_threads(&self) {
        lock(&self.blocking.state).jobs.clear();
        self.blocking.work.notify_all();
    }
}

fn take(scheduler: &Scheduler) -> Option<Job> {
    lock(&scheduler.blocking.state).jobs.pop_front()
}

fn finish(scheduler: &Scheduler, job: Job) {
    let completion = (job.call)();
    scheduler.end_blocking_call(job.goroutine, completion);
}

fn serve(scheduler: &Arc<Scheduler>) {
    let threads = &scheduler.blocking;
    loop {
        if let Some(job) = take(scheduler) {
            finish(scheduler, job);
            continue;
        }
        let mut state = lock(&threads.state);
        if !state.jobs.is_empty() {
            continue;
        }
        if scheduler.exiting() {
            state.threads -= 1;
            return;
        }
        state.idle += 1;
        let (mut state, timeout) = match threads.work.wait_timeout(state, IDLE_TIME) {
            Ok(waited) => waited,
            Err(poisoned) => poisoned.into_inner(),
        };
        state.idle -= 1;
        if timeout.timed_out() && state.jobs.is_empty() {
            state.threads -= 1;
            return;
        }
    }
}
