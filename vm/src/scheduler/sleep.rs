//! How workers go to sleep and are woken. See `README.md`, "Sleeping and waking".
//!
//! All transitions between running, asleep and stopped stand under one lock; the counters beside
//! it are for the quick look of whoever pushes work.

use super::idle::Idle;
use super::queue::STOP;
use super::{Scheduler, WORKERS_MAX, Worker, lock};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A worker that finds work for less time than this was not worth its wake-up.
const WORTHWHILE_NS: u64 = 25_000;
/// So many goroutines in a deque are always worth one, unless they are short.
const HESITATION_MAX: usize = 64;
/// Goroutines that run no longer than this, on average, are short: what they touch takes longer to come
/// over from another processor.
const SHORT_NS: u64 = 700;
/// Fewer of them are too few to tell; of more than the deque gives at once most were not stolen, but
/// woken by others here: what was stolen goes on living.
const THEFT: std::ops::RangeInclusive<u32> = 16..=64;
/// So many short goroutines stand in a deque only if their spawner does not come to them itself.
const HESITATION_SHORT: usize = 1024;

/// What came of finding nothing to run.
pub(super) enum Nothing {
    /// Look again.
    Woken,
    /// The program ends.
    Exit,
}

/// Who sleeps and who runs.
pub(super) struct Sleep {
    pub state: Mutex<State>,
    /// For workers that wait for a stopped world to go on, and for who stops it.
    pub gate: Condvar,
    pub idle: Idle,
    /// Threads ever started.
    started: AtomicUsize,
    /// So many goroutines must stand in a deque before its worker wakes another.
    hesitation: AtomicUsize,
    /// A sleeping worker wakes by itself at this time.
    until_ns: AtomicU64,
}

/// Under the lock.
pub(super) struct State {
    /// Workers asleep, the longest asleep first.
    pub sleeping: Vec<usize>,
    /// Workers neither asleep nor stopped.
    pub running: usize,
    /// Somebody stops the world, or has stopped it.
    pub stopping: bool,
    /// Counts the times the world went on: who waits at the gate waits for the next.
    pub epoch: u64,
    /// Workers that ran and wait at the gate. When the world goes on they are counted as running
    /// at once, not when they notice: else the last to fall asleep could overlook them.
    pub stopped: usize,
    /// Sleeping workers called to the gate; they sleep on afterwards.
    pub called: usize,
    /// Sleeping workers shall come to the gate, too.
    pub recruiting: bool,
    /// What stopped workers are to do, and how many times it was offered.
    pub job: Option<super::stop_the_world::Job>,
    pub jobs_running: usize,
    /// A deadlock was found, and the host said to wait for a command.
    pub deadlock_accepted: bool,
    /// The sleeper that wakes at `until_ns`.
    timekeeper: Option<usize>,
}

impl Sleep {
    pub fn new() -> Sleep {
        Sleep {
            state: Mutex::new(State {
                sleeping: Vec::new(),
                running: 1,
                stopping: false,
                epoch: 0,
                stopped: 0,
                called: 0,
                recruiting: false,
                job: None,
                jobs_running: 0,
                deadlock_accepted: false,
                timekeeper: None,
            }),
            gate: Condvar::new(),
            idle: Idle::new(),
            started: AtomicUsize::new(1),
            hesitation: AtomicUsize::new(1),
            until_ns: AtomicU64::new(u64::MAX),
        }
    }
}

impl Scheduler {
    /// Threads ever started: workers with a smaller index exist.
    pub(super) fn worker_threads(&self) -> usize {
        self.sleep.started.load(Acquire)
    }

    /// So many goroutines must stand in a deque before its worker wakes another.
    #[inline]
    pub(super) fn hesitation(&self) -> usize {
        self.sleep.hesitation.load(Relaxed)
    }

    /// A worker woken for work has found some for so long.
    pub(super) fn judge_wake_up(&self, busy_ns: u64) {
        let hesitation = match busy_ns >= WORTHWHILE_NS {
            // That they were short has been found out already.
            _ if self.hesitates_to_steal() => return,
            true => 1,
            false => (self.hesitation() * 2).min(HESITATION_MAX),
        };
        self.sleep.hesitation.store(hesitation, Relaxed);
    }

    /// A worker has run so many goroutines since it stole some, for so long.
    pub(super) fn judge_theft(&self, busy_ns: u64, count: u32) {
        let short = busy_ns < u64::from(count) * SHORT_NS;
        if short && THEFT.contains(&count) {
            self.sleep.hesitation.store(HESITATION_SHORT, Relaxed);
        } else if busy_ns >= WORTHWHILE_NS && self.hesitates_to_steal() {
            self.sleep.hesitation.store(1, Relaxed);
        }
    }

    /// Goroutines are short: nobody but who has just been woken for it takes them from others.
    pub(super) fn hesitates_to_steal(&self) -> bool {
        self.hesitation() == HESITATION_SHORT
    }

    /// Somebody sleeps while others hesitate to wake it.
    pub(super) fn hesitates(&self) -> bool {
        self.hesitation() > 1 && self.sleep.idle.sleepers() > 0
    }

    /// Workers beside the caller run or look for work.
    pub(super) fn others_run(&self) -> bool {
        self.worker_threads() > 1 + self.sleep.idle.sleepers()
    }

    /// Whether one more may search; half of the workers is enough.
    pub(super) fn begin_search(&self) -> bool {
        let searching = self.sleep.idle.searching();
        if searching > 0 && 2 * searching >= self.worker_threads().min(self.workers_wanted()) {
            return false;
        }
        self.sleep.idle.begin_search();
        true
    }

    /// Found something, or gave up. The last to stop searching looks whether it leaves more behind:
    /// nobody was woken for work that was pushed meanwhile.
    pub(super) fn end_search(&self, found: bool) {
        let last = self.sleep.idle.end_search();
        if last && found && self.work_visible() {
            self.wake_one_if_needed();
        }
    }

    /// Work has been pushed (and a fence stands behind the push): wakes a worker unless one is
    /// searching already.
    #[inline]
    pub(super) fn wake_one_if_needed(&self) {
        let sleep = &self.sleep;
        if !sleep.idle.somebody_searches()
            && (sleep.idle.somebody_sleeps()
                || sleep.started.load(Relaxed) < self.workers_wanted().min(WORKERS_MAX))
        {
            self.wake_one();
        }
    }

    #[cold]
    fn wake_one(&self) {
        let wanted = self.workers_wanted();
        let mut state = lock(&self.sleep.state);
        // The world is stopped: whoever lets it go on looks again.
        if state.stopping || self.exiting() {
            return;
        }
        if let Some(at) = state.sleeping.iter().rposition(|&index| index < wanted) {
            let index = state.sleeping.remove(at);
            self.count_awake(&mut state, index);
            self.sleep.idle.begin_search();
            drop(state);
            self.unpark(index);
            return;
        }
        let index = self.sleep.started.load(Relaxed);
        if index < wanted.min(WORKERS_MAX) {
            state.running += 1;
            self.sleep.idle.begin_search();
            drop(state);
            if !self.start_thread(index) {
                self.sleep.idle.end_search();
                lock(&self.sleep.state).running -= 1;
            }
        }
    }

    /// Wakes a sleeping worker, if any, to look at the requests.
    pub(super) fn rouse(&self) {
        let mut state = lock(&self.sleep.state);
        // The world is stopped: whoever lets it go on looks again.
        if state.stopping || state.running > 0 {
            return;
        }
        if let Some(index) = state.sleeping.pop() {
            self.count_awake(&mut state, index);
            self.sleep.idle.begin_search();
            drop(state);
            self.unpark(index);
        }
    }

    /// Claims the next worker's index for a thread about to start.
    pub(super) fn claim_index(&self, index: usize) -> bool {
        self.sleep.started.compare_exchange(index, index + 1, AcqRel, Relaxed).is_ok()
    }

    fn count_awake(&self, state: &mut State, index: usize) {
        state.running += 1;
        self.workers[index].sleeping.store(0, Release);
        self.sleep.idle.set_sleepers(state.sleeping.len());
        if state.timekeeper == Some(index) {
            state.timekeeper = None;
            self.sleep.until_ns.store(u64::MAX, Relaxed);
        }
    }

    fn unpark(&self, index: usize) {
        if let Some(thread) = self.workers[index].thread.get() {
            thread.unpark();
        }
    }

    /// Everybody looks at the requests.
    pub(super) fn wake_all(&self) {
        let mut state = lock(&self.sleep.state);
        for index in std::mem::take(&mut state.sleeping) {
            self.count_awake(&mut state, index);
            self.unpark(index);
        }
        self.sleep.idle.set_sleepers(0);
        self.sleep.gate.notify_all();
    }

    /// Some sleeping worker must learn of an earlier deadline.
    #[inline]
    pub(crate) fn announce_deadline(&self) {
        let earliest_ns = self.timers.earliest_ns();
        if earliest_ns < self.sleep.until_ns.load(Relaxed) {
            self.move_timekeeper(earliest_ns);
        }
    }

    #[cold]
    fn move_timekeeper(&self, earliest_ns: u64) {
        if self.sleep.idle.sleepers() == 0 {
            // A worker that does not exist yet counts as asleep. All others look at the timers
            // from time to time.
            if self.sleep.started.load(Relaxed) < self.workers_wanted().min(WORKERS_MAX) {
                self.wake_one();
            }
            return;
        }
        let mut state = lock(&self.sleep.state);
        if let Some(&index) = state.sleeping.first() {
            let index = *state.timekeeper.get_or_insert(index);
            self.sleep.until_ns.fetch_min(earliest_ns, Relaxed);
            drop(state);
            self.unpark(index);
        }
    }

    /// Runnable goroutines stand in some queue that others can see.
    pub(super) fn work_visible(&self) -> bool {
        self.much_work_visible(1)
    }

    /// So many of them stand in one deque, or some in the inbox.
    fn much_work_visible(&self, least: usize) -> bool {
        let deques = self.workers[..self.worker_threads()].iter();
        !self.inbox.is_empty()
            || deques.filter_map(|worker| worker.stealer.get()).any(|stealer| stealer.len() >= least)
    }

    /// The worker has found nothing: sleeps until there is work, a timer is due, or the program
    /// ends. Finds out whether everybody sleeps for ever.
    pub(super) fn sleep(&self, worker: &mut Worker) -> Nothing {
        self.host().worker_stops(worker);
        worker.return_fuel();
        let index = worker.index;
        let mut state = self.fall_asleep(index);
        let mut bubbles_done = !self.bubbles.any();
        loop {
            // Counted among the sleepers: either we see work or who pushes it sees us.
            let retired = index >= self.workers_wanted();
            let least = if self.hesitates_to_steal() { HESITATION_SHORT } else { 1 };
            if self.exiting() || self.commands.waiting() || !retired && self.much_work_visible(least) {
                self.wake_myself(&mut state, index);
                self.pass_gate(state);
                if self.commands.waiting() {
                    self.workers[index].request(STOP);
                }
                return if self.exiting() { Nothing::Exit } else { Nothing::Woken };
            }
            if bubbles_done || state.running > 0 || state.stopping {
                break;
            }
            self.wake_myself(&mut state, index);
            drop(state);
            if self.advance_bubbles(worker) {
                return Nothing::Woken;
            }
            bubbles_done = true;
            state = self.fall_asleep(index);
        }
        let deadlock = state.running == 0 && !state.stopping && self.nobody_can_wake();
        if deadlock && !state.deadlock_accepted {
            self.wake_myself(&mut state, index);
            state.stopping = true;
            state.running -= 1;
            drop(state);
            self.report_deadlock(worker);
            return if self.exiting() { Nothing::Exit } else { Nothing::Woken };
        }
        drop(state);
        self.sleep_until_woken(worker);
        if self.exiting() { Nothing::Exit } else { Nothing::Woken }
    }

    /// Counts this worker among the sleepers.
    fn fall_asleep(&self, index: usize) -> MutexGuard<'_, State> {
        let mut state = lock(&self.sleep.state);
        state.sleeping.push(index);
        state.running -= 1;
        self.workers[index].sleeping.store(1, Relaxed);
        self.sleep.idle.set_sleepers(state.sleeping.len());
        state
    }

    /// False when somebody else has woken this worker already.
    fn wake_myself(&self, state: &mut State, index: usize) -> bool {
        let Some(at) = state.sleeping.iter().position(|&sleeper| sleeper == index) else {
            return false;
        };
        state.sleeping.remove(at);
        self.count_awake(state, index);
        true
    }

    fn sleep_until_woken(&self, worker: &mut Worker) {
        let index = worker.index;
        let me = &self.workers[index];
        while me.sleeping.load(Acquire) == 1 {
            let earliest_ns = self.timers.earliest_ns();
            let mut state = lock(&self.sleep.state);
            if state.recruiting && me.sleeping.load(Relaxed) == 1 {
                self.help_from_sleep(state);
                continue;
            }
            // Whoever falls asleep with an earlier deadline than that of the timekeeper takes over.
            let keeper = me.sleeping.load(Relaxed) == 1
                && (state.timekeeper == Some(index) || earliest_ns < self.sleep.until_ns.load(Relaxed));
            if keeper {
                state.timekeeper = Some(index);
                self.sleep.until_ns.store(earliest_ns, Relaxed);
            }
            drop(state);
            // A timer added since is announced by whoever added it.
            if !keeper || earliest_ns == u64::MAX {
                std::thread::park();
                continue;
            }
            let now_ns = self.now_ns();
            if earliest_ns > now_ns {
                std::thread::park_timeout(Duration::from_nanos(earliest_ns - now_ns));
            }
            if self.timers.earliest_ns() <= self.now_ns() {
                let mut state = lock(&self.sleep.state);
                if self.wake_myself(&mut state, index) {
                    self.pass_gate(state);
                    return;
                }
            }
        }
        // Woken by `wake_one`, which has counted us among the searching.
        worker.searching = true;
    }

    /// No timer but alarms, no blocking call: with all workers asleep nothing can ever happen.
    fn nobody_can_wake(&self) -> bool {
        self.blocking_calls.load(SeqCst) == 0 && self.timers.only_alarms() && self.inbox.is_empty()
    }

    /// A worker's thread ends.
    pub(super) fn leave(&self, worker: &mut Worker) {
        self.host().worker_stops(worker);
        worker.return_fuel();
        self.count_left();
    }

    /// One worker fewer runs.
    pub(super) fn count_left(&self) {
        let mut state = lock(&self.sleep.state);
        state.running = state.running.saturating_sub(1);
        self.sleep.gate.notify_all();
    }
}
