//! The monitor: a thread that every 10 ms asks those workers to give way that are still in the time
//! slice it saw before, and every millisecond wakes one for work that nobody was woken for. It starts
//! with the first `go` statement or timer, and sleeps without any wake-up while no worker runs.

use super::queue::{EXIT, PREEMPT, TIMERS};
use super::sharing::Sharing;
use super::{Scheduler, lock};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A time slice, as in Go.
const SLICE: Duration = Duration::from_millis(10);

/// How long work may lie that nobody was woken for.
const LEFT_LYING: Duration = Duration::from_millis(1);
/// While the program ends, workers that still run are asked this often.
const EXIT_REPEAT: Duration = Duration::from_micros(500);

/// The monitor's thread and how to reach it.
pub(super) struct Monitor {
    started: AtomicBool,
    /// It sleeps until a worker runs.
    resting: AtomicBool,
    state: Mutex<MonitorState>,
    wake: Condvar,
}

#[derive(Default)]
struct MonitorState {
    stopped: bool,
    thread: Option<JoinHandle<()>>,
}

impl Monitor {
    pub fn new() -> Monitor {
        Monitor {
            started: AtomicBool::new(false),
            resting: AtomicBool::new(false),
            state: Mutex::default(),
            wake: Condvar::new(),
        }
    }

    pub fn stop(&self) {
        lock(&self.state).stopped = true;
        self.wake.notify_all();
    }

    pub fn join(&self) {
        let thread = lock(&self.state).thread.take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Scheduler {
    /// There is more than one thing to do from now on.
    #[inline]
    pub(crate) fn start_monitor(&self) {
        if !self.preempt.started.load(Relaxed) {
            self.start_monitor_thread();
        }
    }

    #[cold]
    fn start_monitor_thread(&self) {
        if self.preempt.started.swap(true, AcqRel) {
            return;
        }
        let Some(scheduler) = self.myself.upgrade() else { return };
        let run = move || scheduler.monitor();
        let thread = std::thread::Builder::new().name("monitor".into()).spawn(run);
        // Without it goroutines only give way by themselves.
        lock(&self.preempt.state).thread = thread.ok();
    }

    /// A worker has woken up: the monitor must watch again.
    #[inline]
    pub(super) fn wake_monitor(&self) {
        if self.preempt.resting.load(Relaxed) && self.preempt.resting.swap(false, AcqRel) {
            let _state = lock(&self.preempt.state);
            self.preempt.wake.notify_all();
        }
    }

    fn monitor(&self) {
        let mut seen: Vec<u64> = Vec::new();
        let mut slice_ends_ns = 0;
        let mut sharing = Sharing::new();
        while !self.wait_for_tick(sharing.next_look().unwrap_or(SLICE)) {
            if self.time_left() == Some(Duration::ZERO) {
                self.time_is_up();
            }
            if self.hesitates() && self.work_visible() {
                self.wake_one_if_needed();
            }
            sharing.look(self);
            let now_ns = self.now_ns();
            if now_ns >= slice_ends_ns {
                slice_ends_ns = now_ns + SLICE.as_nanos() as u64 * 9 / 10;
                self.preempt_long_slices(&mut seen);
            }
        }
        // A request to end can be lost to a goroutine switch at the same time, as any other.
        let mut workers = lock(&self.sleep.state);
        while workers.running > 0 {
            self.request_all(EXIT);
            workers = self.wait(workers, EXIT_REPEAT);
        }
    }

    /// Waits for the next time to look, `at_most` so long while anybody runs; true when the program
    /// ends.
    fn wait_for_tick(&self, at_most: Duration) -> bool {
        let state = lock(&self.preempt.state);
        if state.stopped {
            return true;
        }
        let mut time = self.time_left();
        if !self.may_rest() {
            let tick = if self.hesitates() { at_most.min(LEFT_LYING) } else { at_most };
            time = Some(time.map_or(tick, |time| time.min(tick)));
        }
        let state = match time {
            None => self.preempt.wake.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(time) => match self.preempt.wake.wait_timeout(state, time) {
                Ok((state, _)) => state,
                Err(poisoned) => poisoned.into_inner().0,
            },
        };
        state.stopped
    }

    /// Whether no worker needs watching: then the first to wake wakes the monitor, too.
    fn may_rest(&self) -> bool {
        if !self.all_asleep() {
            return false;
        }
        self.preempt.resting.store(true, SeqCst);
        // A worker that woke before it could see `resting` is caught by this second look.
        let rest = self.all_asleep();
        if !rest {
            self.preempt.resting.store(false, SeqCst);
        }
        rest
    }

    fn preempt_long_slices(&self, seen: &mut Vec<u64>) {
        let timers_due = self.timers.earliest_ns() <= self.now_ns();
        seen.resize(self.worker_threads(), u64::MAX);
        for (worker, seen) in self.workers.iter().zip(seen.iter_mut()) {
            if worker.sleeping.load(Relaxed) == 1 {
                continue;
            }
            let slices = worker.slices();
            if *seen == slices {
                worker.request(PREEMPT | if timers_due { TIMERS } else { 0 });
            }
            *seen = slices;
        }
    }

    fn all_asleep(&self) -> bool {
        self.workers[..self.worker_threads()].iter().all(|worker| worker.sleeping.load(SeqCst) == 1)
    }
}
