//! Starts worker threads when there is work for them, and changes their number.

use super::queue::PREEMPT;
use super::{Scheduler, lock};

/// Native stack of a worker's thread: handlers jump to each other, natives may recurse a little.
const THREAD_STACK_BYTES: usize = 8 << 20;

impl Scheduler {
    /// Starts the worker number `index`; false when it exists already or there can be no thread.
    pub(super) fn start_thread(&self, index: usize) -> bool {
        let Some(scheduler) = self.myself.upgrade() else { return false };
        // Held until the thread is in the list: `join` sees it, or it is never started.
        let mut threads = lock(&self.threads);
        if self.exiting() || !self.claim_index(index) {
            return false;
        }
        let run = move || {
            let worker = scheduler.make_worker(index);
            // SAFETY: just made, for this thread alone; lives as long as the scheduler.
            let worker = unsafe { &mut *worker };
            worker.searching = true;
            worker.note_wake_up();
            // The request to end may have come before there was anybody to ask.
            if scheduler.exiting() {
                scheduler.count_left();
                return;
            }
            scheduler.host().worker_started(worker);
            worker.run_loop();
        };
        let thread = std::thread::Builder::new()
            .name(format!("worker {index}"))
            .stack_size(THREAD_STACK_BYTES)
            .spawn(run);
        match thread {
            Ok(thread) => {
                threads.push(thread);
                true
            }
            // The index stays claimed without a thread: no queue, so nobody looks at it.
            Err(_) => false,
        }
    }

    /// `runtime.GOMAXPROCS(n)`: the number so far; changes it when `count` is above 0. Surplus
    /// workers give their goroutines away and sleep; new ones start when there is work.
    pub fn set_workers_wanted(&self, count: usize) -> usize {
        use std::sync::atomic::Ordering::AcqRel;
        let mut before = self.workers_asked();
        if count == 0 {
            return before;
        }
        before = self.workers_asked.swap(count, AcqRel);
        self.request_all(PREEMPT);
        if self.work_visible() {
            self.wake_one_if_needed();
        }
        before
    }
}
