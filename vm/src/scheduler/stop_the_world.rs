//! Stopping all workers at safepoints: for a collection, for the traces of a fatal error. Who asks
//! leads; the others wait at the gate, where the leader can give them work (parallel marking).

use super::sleep::State;
use super::{AfterDeadlock, Scheduler, Worker, lock, queue::STOP};
use crate::goroutine::Goroutine;
use crate::outcome::{Ending, Failure};
use crate::value::Word;
use std::sync::MutexGuard;
use std::sync::atomic::Ordering::*;
use std::time::Duration;

/// A request for a stop can be lost to a goroutine switch at the same time: it is repeated.
const REPEAT: Duration = Duration::from_micros(100);

/// What stopped workers are to do: the leader waits for them, so the pointer stays valid.
#[derive(Clone, Copy)]
pub(super) struct Job {
    run: *const (dyn Fn() + Sync + 'static),
    /// Workers that still may take it.
    places: usize,
}

// SAFETY: the closure is `Sync`, and `StoppedWorld::parallel` outlives every use.
unsafe impl Send for Job {}

/// The world while it stands still: nothing runs but the thread that holds this.
pub struct StoppedWorld<'s> {
    scheduler: &'s Scheduler,
}

impl Scheduler {
    /// All workers stop at their next safepoint; the first one there runs [`super::Host::collect`].
    pub fn request_collection(&self) {
        self.collection_wanted.store(true, SeqCst);
        self.request_all(STOP);
    }

    pub(super) fn request_all(&self, bits: u32) {
        for worker in &self.workers[..self.worker_threads()] {
            worker.request(bits);
        }
    }

    /// A worker that was asked to stop: the first leads the collection, the others wait.
    pub(super) fn stop_for_collection(&self, worker: &mut Worker) {
        self.host().worker_stops(worker);
        let state = lock(&self.sleep.state);
        if state.stopping {
            self.wait_at_gate(state);
            worker.shared().requests.fetch_and(!STOP, AcqRel);
            return;
        }
        drop(state);
        worker.shared().requests.fetch_and(!STOP, AcqRel);
        if self.collection_wanted.load(SeqCst) || self.commands.waiting() {
            self.stop_the_world(worker, |worker, world| {
                if world.scheduler.collection_wanted.swap(false, SeqCst) {
                    world.scheduler.host().collect(worker, world);
                }
                world.scheduler.perform_commands(worker, world);
            });
        }
    }

    /// Stops all other workers, runs `work`, lets them go on. `worker` must be at a safepoint
    /// itself (its goroutine's `pc` and `fp` stored).
    pub fn stop_the_world<R>(
        &self,
        worker: &mut Worker,
        work: impl FnOnce(&mut Worker, &StoppedWorld<'_>) -> R,
    ) -> R {
        self.host().worker_stops(worker);
        let mut state = lock(&self.sleep.state);
        while state.stopping {
            self.wait_at_gate(state);
            state = lock(&self.sleep.state);
        }
        state.stopping = true;
        state.running -= 1;
        while state.running > 0 {
            self.request_all(STOP);
            state = self.wait(state, REPEAT);
        }
        drop(state);
        for other in &self.workers[..self.worker_threads()] {
            other.requests.fetch_and(!STOP, AcqRel);
        }
        let result = work(worker, &StoppedWorld { scheduler: self });
        self.restart_the_world();
        result
    }

    fn restart_the_world(&self) {
        let mut state = lock(&self.sleep.state);
        state.stopping = false;
        state.recruiting = false;
        state.epoch += 1;
        state.running += 1 + state.stopped;
        (state.stopped, state.called) = (0, 0);
        self.sleep.gate.notify_all();
        drop(state);
        if self.collection_wanted.load(SeqCst) || self.commands.waiting() {
            self.request_all(STOP);
        }
        if self.work_visible() {
            self.wake_one_if_needed();
        }
    }

    /// The last worker awake has found that nobody can ever wake any goroutine.
    pub(super) fn report_deadlock(&self, worker: &mut Worker) {
        match self.host().deadlock(worker, &StoppedWorld { scheduler: self }) {
            AfterDeadlock::End => drop(self.exit(Ending::Failed(Failure::Deadlock))),
            AfterDeadlock::GoOn => {}
            AfterDeadlock::Wait => lock(&self.sleep.state).deadlock_accepted = true,
        }
        self.restart_the_world();
    }

    /// Waits for a change of the state, or `time`.
    pub(super) fn wait<'l>(&self, state: MutexGuard<'l, State>, time: Duration) -> MutexGuard<'l, State> {
        match self.sleep.gate.wait_timeout(state, time) {
            Ok((state, _)) => state,
            Err(poisoned) => poisoned.into_inner().0,
        }
    }

    /// A running worker stands still until the world goes on; helps meanwhile.
    fn wait_at_gate<'l>(&'l self, mut state: MutexGuard<'l, State>) {
        state.running -= 1;
        state.stopped += 1;
        self.sleep.gate.notify_all();
        drop(self.help_until_restart(state));
    }

    /// A sleeping worker that has just counted itself as running may do so only when the world is
    /// not stopped.
    pub(super) fn pass_gate<'l>(&'l self, state: MutexGuard<'l, State>) {
        if state.stopping {
            self.wait_at_gate(state);
        }
    }

    /// A sleeping worker was called to help; sleeps on afterwards.
    pub(super) fn help_from_sleep<'l>(&'l self, mut state: MutexGuard<'l, State>) {
        state.called += 1;
        self.sleep.gate.notify_all();
        drop(self.help_until_restart(state));
    }

    fn help_until_restart<'l>(&'l self, mut state: MutexGuard<'l, State>) -> MutexGuard<'l, State> {
        let epoch = state.epoch;
        while state.epoch == epoch {
            match &mut state.job {
                Some(job) if job.places > 0 => {
                    job.places -= 1;
                    let run = job.run;
                    drop(state);
                    // SAFETY: `parallel` waits until all places are taken and have ended.
                    unsafe { (*run)() };
                    state = lock(&self.sleep.state);
                    state.jobs_running -= 1;
                    self.sleep.gate.notify_all();
                }
                _ => state = self.wait(state, Duration::from_secs(1)),
            }
        }
        state
    }
}

impl StoppedWorld<'_> {
    /// The scheduler whose world this is.
    pub fn scheduler(&self) -> &Scheduler {
        self.scheduler
    }

    /// Calls sleeping workers to the gate and says how many workers stand there: each runs the
    /// closure of [`StoppedWorld::parallel`] once, beside the caller.
    pub fn helpers(&self) -> usize {
        let scheduler = self.scheduler;
        let mut state = lock(&scheduler.sleep.state);
        state.recruiting = true;
        for &index in &state.sleeping {
            if let Some(thread) = scheduler.workers[index].thread.get() {
                thread.unpark();
            }
        }
        while state.called < state.sleeping.len() {
            state = scheduler.wait(state, Duration::from_millis(1));
        }
        state.stopped + state.called
    }

    /// Runs `work` on this thread and on all [`StoppedWorld::helpers`] at once; returns when all
    /// of them have ended.
    pub fn parallel(&self, work: &(dyn Fn() + Sync)) {
        let scheduler = self.scheduler;
        // SAFETY: only the lifetime changes: we wait below until nobody uses it any more.
        let run: *const (dyn Fn() + Sync + 'static) = unsafe { std::mem::transmute(work) };
        let mut state = lock(&scheduler.sleep.state);
        let places = state.stopped + state.called;
        state.jobs_running = places;
        state.job = Some(Job { run, places });
        scheduler.sleep.gate.notify_all();
        drop(state);
        work();
        let mut state = lock(&scheduler.sleep.state);
        while state.jobs_running > 0 {
            state = scheduler.wait(state, Duration::from_millis(1));
        }
        state.job = None;
    }

    /// Calls `visit` for every goroutine.
    pub fn goroutines(&self, visit: impl FnMut(&mut Goroutine)) {
        // SAFETY: the world stands still, and this thread alone goes through it.
        unsafe { self.scheduler.slabs.for_each(visit) }
    }

    /// All goroutines, by their ids. The caller lets go of them before it asks again.
    #[expect(clippy::mut_from_ref, reason = "the world's holder alone touches goroutines")]
    pub fn all_goroutines(&self) -> Vec<&mut Goroutine> {
        let mut all: Vec<*mut Goroutine> = Vec::new();
        self.goroutines(|goroutine| all.push(goroutine));
        // SAFETY: the world stands still, and each goroutine is in the list once; the borrow of
        // the stopped world ends with the list.
        let mut all: Vec<&mut Goroutine> = all.into_iter().map(|g| unsafe { &mut *g }).collect();
        all.sort_by_key(|goroutine| goroutine.id);
        all
    }

    /// Words that the scheduler holds for goroutines beside their stacks and side stacks: what
    /// pending timers will call or send on, the channels of selects under way (a woken select's
    /// registers may hold other values already, but its nodes are still in their queues).
    pub fn roots(&self, mut visit: impl FnMut(Word)) {
        self.scheduler.timers.for_each_word(&mut visit);
        self.scheduler.bubbles.for_each_word(&mut visit);
        self.goroutines(|goroutine| {
            for node in goroutine.side.iter().flat_map(|side| &side.select_nodes) {
                visit(node.channel);
            }
        });
    }
}
