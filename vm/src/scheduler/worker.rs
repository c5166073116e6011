//! A worker: a thread that takes runnable goroutines and gives them to the interpreter, one after
//! the other. All changes of a goroutine's state stand here.
//!
//! What becomes ready goes to the run-next slot and wakes nobody; only what it displaces goes to
//! the deque, and may wake another worker. So two goroutines that talk to each other stay on one
//! processor, and the run-next slot passes the time slice on instead of beginning a new one.

use super::queue::{EXIT, PREEMPT, Runnable, STOP, TIMERS, WorkerShared, retry};
use super::{Host, Scheduler, Stop, sleep::Nothing};
use crate::choices::Choices;
use crate::goroutine::{Goroutine, GoroutineState, StackCache, StackOverflow, WaitReason, Wake};
use crate::machine::INPUT;
use crate::outcome::Ending;
use crate::{select, semaphore};
use std::ops::Range;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering::*};

/// So many spawns in a row, then the spawner steps back.
const SPAWNS_IN_A_ROW: u32 = 256;
/// Goroutine ids that a worker takes at once.
const IDS: u64 = 16;
/// Every so many goroutines, look at the inbox and the timers first.
const FAIRNESS: u32 = 61;

/// A worker. `*mut Worker` is in a register of every instruction's handler.
#[repr(C)]
pub struct Worker {
    /// Address of the end of the running goroutine's stack; 0 asks for a safepoint.
    pub limit: AtomicUsize,
    /// The running goroutine.
    pub goroutine: *mut Goroutine,
    /// What the interpreter has on this worker; set by `Host::worker_started`.
    pub(crate) local: *mut crate::interpreter::Local,
    /// This worker's stream of the source of chance.
    pub choices: Choices,
    /// 0 for the thread that called `run`.
    pub index: usize,
    scheduler: *const Scheduler,
    shared: *const WorkerShared,
    host: *const (dyn Host + 'static),
    ids: Range<u64>,
    run_next: *mut Goroutine,
    deque: crossbeam_deque::Worker<Runnable>,
    free: Vec<*mut Goroutine>,
    stacks: StackCache,
    /// Counted among those that look for work.
    pub(super) searching: bool,
    spawns: u32,
    tick: u32,
    /// The clock when last read.
    now_ns: u64,
    /// The same in seconds, for wait times.
    now_s: u32,
    /// When it was last woken for work, until it sleeps again.
    woken_ns: Option<u64>,
    /// When it last stole goroutines, and the count of those it had run by then.
    stolen: Option<(u64, u32)>,
    /// Instructions it may execute before it asks for more; counted only under a limit.
    pub(crate) fuel: u64,
}

impl Worker {
    pub(super) fn new(scheduler: &Scheduler, index: usize) -> Box<Worker> {
        let deque = crossbeam_deque::Worker::new_fifo();
        let shared = &scheduler.workers[index];
        let _ = shared.stealer.set(deque.stealer());
        let _ = shared.thread.set(std::thread::current());
        let worker = Box::new(Worker {
            limit: AtomicUsize::new(0),
            goroutine: ptr::null_mut(),
            local: ptr::null_mut(),
            choices: Choices::from_seed(scheduler.seed, index as u64),
            index,
            scheduler,
            shared,
            host: scheduler.host_pointer(),
            ids: 0..0,
            run_next: ptr::null_mut(),
            deque,
            free: Vec::new(),
            stacks: StackCache::new(scheduler.slabs.grown_bytes.clone(), scheduler.memory.clone()),
            searching: false,
            spawns: 0,
            tick: 0,
            now_ns: 0,
            now_s: 0,
            woken_ns: None,
            stolen: None,
            fuel: 0,
        });
        shared.limit.store((&raw const worker.limit).cast_mut(), Release);
        worker
    }

    /// The scheduler.
    #[inline]
    pub fn scheduler(&self) -> &'static Scheduler {
        // SAFETY: the scheduler outlives its workers; nobody keeps the reference beyond a worker's
        // life (it is 'static only to be independent of the borrow of `self`).
        unsafe { &*self.scheduler }
    }

    #[inline]
    pub(super) fn shared(&self) -> &'static WorkerShared {
        // SAFETY: a part of the scheduler, see `scheduler`.
        unsafe { &*self.shared }
    }

    #[inline]
    fn host(&self) -> &'static dyn Host {
        // SAFETY: outlives every worker: `Scheduler::run` returns when they have ended.
        unsafe { &*self.host }
    }

    // ---- Goroutines come and go

    /// A goroutine with an empty stack: the caller puts slot 0 and the arguments at `stack`, sets
    /// `pc`, and calls [`Worker::start`].
    pub fn new_goroutine(&mut self, creator_pc: u32) -> *mut Goroutine {
        let scheduler = self.scheduler();
        if self.free.is_empty() {
            scheduler.slabs.refill(&mut self.free);
        }
        let Some(goroutine) = self.free.pop() else { unreachable!("refill gives at least one") };
        self.shared().count_started();
        // SAFETY: a free goroutine belongs to whoever took it from the list; the creator runs here.
        unsafe {
            let (creator, bubble) = match self.goroutine.as_ref() {
                Some(creator) => (creator.id, creator.bubble),
                None => (0, 0),
            };
            let new = &mut *goroutine;
            new.bubble = bubble;
            new.id = self.next_id();
            new.creator = creator;
            new.creator_pc = creator_pc;
            new.wake = Wake::Continue;
            new.interpreter_flags = 0;
            new.state = GoroutineState::Runnable;
            new.fp = new.stack;
            // From the second on a goroutine is not alone.
            if new.id > 1 {
                scheduler.start_monitor();
            }
        }
        if scheduler.goroutines_max != usize::MAX && scheduler.live_goroutines() > scheduler.goroutines_max {
            scheduler.too_many_goroutines();
        }
        goroutine
    }

    fn next_id(&mut self) -> u64 {
        self.ids.next().unwrap_or_else(|| {
            let first = self.scheduler().next_id.fetch_add(IDS, Relaxed);
            self.ids = first + 1..first + IDS;
            first
        })
    }

    /// Makes a new goroutine runnable. True when the spawner should step back
    /// ([`Stop::Yield`]) after so many of them.
    #[must_use]
    pub fn start(&mut self, goroutine: *mut Goroutine) -> bool {
        self.make_next(goroutine);
        self.spawns += 1;
        self.spawns >= SPAWNS_IN_A_ROW
    }

    /// Grows the stack of a goroutine that does not run (or whose `fp` is stored) for `words` more
    /// words above `fp`. Sets the limit word anew when it is the running one.
    pub(crate) fn grow_stack(
        &mut self,
        goroutine: *mut Goroutine,
        words: usize,
    ) -> Result<(), StackOverflow> {
        // SAFETY: the caller owns the goroutine.
        unsafe { &mut *goroutine }.grow_stack(&mut self.stacks, words)?;
        if goroutine == self.goroutine {
            self.set_limit();
        }
        Ok(())
    }

    fn end_goroutine(&mut self, goroutine: *mut Goroutine) {
        let scheduler = self.scheduler();
        // SAFETY: it has ended on this worker, so nobody else knows it.
        unsafe {
            (*goroutine).release_stack(&mut self.stacks);
            if let Some(side) = &mut (*goroutine).side {
                scheduler.memory.outside_shrinks(std::mem::take(&mut side.booked_bytes));
            }
            (*goroutine).recycle_side();
            (*goroutine).state = GoroutineState::Free;
            (*goroutine).wait_reason = WaitReason::None;
        }
        self.shared().count_ended();
        self.free.push(goroutine);
        scheduler.slabs.give_back(&mut self.free);
    }

    /// A value sent to a channel has arrived at a goroutine.
    #[inline]
    pub(crate) fn count_value(&self) {
        self.shared().count_value();
    }

    // ---- Parking and waking

    /// Records why the running goroutine is about to wait, before it becomes visible in a queue.
    #[inline]
    pub fn prepare_park(&mut self, reason: WaitReason, object: usize) -> &mut Goroutine {
        // SAFETY: the running goroutine belongs to its worker.
        let goroutine = unsafe { &mut *self.goroutine };
        goroutine.state = GoroutineState::Parked;
        goroutine.wait_reason = reason;
        goroutine.wait_object = object;
        goroutine.wait_since_s = self.now_s;
        goroutine
    }

    /// The running goroutine does not wait after all.
    #[inline]
    pub fn cancel_park(&mut self) {
        // SAFETY: it was never made visible, so it still belongs to this worker.
        let goroutine = unsafe { &mut *self.goroutine };
        goroutine.state = GoroutineState::Running;
        goroutine.wait_reason = WaitReason::None;
    }

    /// A parked goroutine, taken from its queue by the caller, can run: it goes next.
    #[inline]
    pub(crate) fn ready(&mut self, goroutine: *mut Goroutine) {
        // SAFETY: whoever takes a goroutine out of a wait queue owns it.
        unsafe {
            (*goroutine).state = GoroutineState::Runnable;
            (*goroutine).wait_reason = WaitReason::None;
        }
        self.make_next(goroutine);
    }

    /// Likewise, but behind everything that can already run here.
    pub(crate) fn ready_last(&mut self, goroutine: *mut Goroutine) {
        // SAFETY: as in `ready`.
        unsafe {
            (*goroutine).state = GoroutineState::Runnable;
            (*goroutine).wait_reason = WaitReason::None;
        }
        self.push(goroutine);
    }

    #[inline]
    fn make_next(&mut self, goroutine: *mut Goroutine) {
        let displaced = std::mem::replace(&mut self.run_next, goroutine);
        if !displaced.is_null() {
            self.push(displaced);
        }
    }

    #[inline]
    fn push(&mut self, goroutine: *mut Goroutine) {
        self.deque.push(Runnable(goroutine));
        // This worker comes to it in any case: only a good deal of work is worth a wake-up.
        if self.deque.len() >= self.scheduler().hesitation() {
            self.offer_work();
        }
    }

    /// Wakes another worker for what stands in the deque.
    fn offer_work(&self) {
        self.scheduler().sleep.idle.work_pushed();
        self.scheduler().wake_one_if_needed();
    }

    // ---- The loop

    pub(super) fn run_loop(&mut self) {
        while let Some(goroutine) = self.next() {
            if std::mem::replace(&mut self.searching, false) {
                self.scheduler().end_search(true);
            }
            // This worker will be busy: somebody else must watch the clock.
            self.scheduler().announce_deadline();
            self.run(goroutine);
        }
        self.scheduler().leave(self);
    }

    fn run(&mut self, goroutine: *mut Goroutine) {
        self.goroutine = goroutine;
        self.spawns = 0;
        // SAFETY: taken from a queue, so it belongs to this worker.
        unsafe { (*goroutine).state = GoroutineState::Running };
        self.set_limit();
        if !self.finish_wake(goroutine) {
            self.goroutine = ptr::null_mut();
            return;
        }
        loop {
            match self.host().run(self, goroutine) {
                Stop::Parked => break,
                Stop::Ended => {
                    // SAFETY: it has ended on this worker.
                    let ended = unsafe { &*goroutine };
                    if ended.interpreter_flags & INPUT != 0 {
                        self.host().goroutine_ended(ended);
                    }
                    self.end_goroutine(goroutine);
                    break;
                }
                // Nobody to give way to. A collection it has asked for comes first
                // (`runtime.GC`); other requests are answered at the next safepoint.
                Stop::Yield if !self.somebody_waits() => {
                    self.spawns = 0;
                    if self.shared().requests.load(Acquire) & STOP != 0 {
                        self.scheduler().stop_for_collection(self);
                    }
                }
                Stop::Yield => {
                    self.step_back(goroutine);
                    break;
                }
                Stop::Exit(status) => {
                    self.scheduler().exit(Ending::Exited(status));
                    break;
                }
                Stop::Safepoint => {
                    if !self.safepoint(goroutine) {
                        break;
                    }
                }
            }
        }
        self.goroutine = ptr::null_mut();
    }

    /// Sets the limit word for the running goroutine. A request that is made at the same time may
    /// be overwritten; requests that wait for an answer are repeated.
    fn set_limit(&mut self) {
        // SAFETY: the running goroutine belongs to this worker.
        let end = unsafe { (*self.goroutine).stack_end } as usize;
        self.limit.store(end, Relaxed);
        if self.shared().requests.load(Acquire) != 0 || self.scheduler().options.stops_always() {
            self.limit.store(0, Relaxed);
        }
    }

    /// What the waker left to be done. False when the goroutine is parked again.
    fn finish_wake(&mut self, goroutine: *mut Goroutine) -> bool {
        // SAFETY: the running goroutine belongs to this worker.
        let wake = unsafe { (*goroutine).wake };
        match wake {
            Wake::Continue | Wake::PanicSendClosed | Wake::Goexit => true,
            Wake::FinishSelect | Wake::FinishSelectPanic => {
                select::finish(self);
                true
            }
            Wake::RetryLock => semaphore::retry_lock(self),
            Wake::RetryWriteLock => semaphore::retry_lock_write(self),
            Wake::Complete => {
                // SAFETY: as above; the side parts are the goroutine's own.
                let running = unsafe { &mut *goroutine };
                running.wake = Wake::Continue;
                if let Some(completion) = running.side().completion.take() {
                    completion(self, running);
                }
                true
            }
        }
    }

    /// Answers the requests that stopped the goroutine. False when it no longer runs.
    fn safepoint(&mut self, goroutine: *mut Goroutine) -> bool {
        let requests = self.shared().requests.load(Acquire);
        if requests & EXIT != 0 {
            return false;
        }
        if requests & STOP != 0 {
            self.scheduler().stop_for_collection(self);
        }
        if self.scheduler().options.move_stacks {
            // SAFETY: it has just stopped on this worker.
            unsafe { (*goroutine).move_stack(&mut self.stacks) };
        }
        let preempt = requests & PREEMPT != 0 || self.scheduler().options.preempt_always;
        if preempt && self.scheduler().bubbles.any() {
            self.scheduler().advance_bubbles(self);
        }
        if requests & TIMERS != 0 {
            self.clear(TIMERS);
            self.fire_timers();
        }
        if self.retired() {
            // SAFETY: it has just stopped on this worker.
            unsafe { (*goroutine).state = GoroutineState::Runnable };
            self.scheduler().inbox.push(goroutine);
            self.retire();
            return false;
        }
        // Only a preemption ends a slice: were it begun anew after each collection, a goroutine that
        // allocates much would never give way.
        if preempt {
            if self.somebody_waits() {
                self.step_back(goroutine);
                return false;
            }
            self.clear(PREEMPT);
            self.shared().begin_slice();
        }
        self.set_limit();
        true
    }

    fn clear(&mut self, bits: u32) {
        self.shared().requests.fetch_and(!bits, AcqRel);
    }

    fn somebody_waits(&self) -> bool {
        !self.run_next.is_null() || !self.deque.is_empty() || !self.scheduler().inbox.is_empty()
    }

    /// The running goroutine goes behind all others, the run-next slot first.
    fn step_back(&mut self, goroutine: *mut Goroutine) {
        // SAFETY: it has just stopped on this worker.
        unsafe { (*goroutine).state = GoroutineState::Runnable };
        let preempted = self.shared().requests.load(Relaxed) & PREEMPT != 0;
        if preempted {
            self.flush_run_next();
        }
        self.push(goroutine);
        if preempted {
            self.offer_work();
        }
    }

    fn flush_run_next(&mut self) {
        let next = std::mem::replace(&mut self.run_next, ptr::null_mut());
        if !next.is_null() {
            self.deque.push(Runnable(next));
        }
    }

    /// The next goroutine to run; `None` when the program ends.
    fn next(&mut self) -> Option<*mut Goroutine> {
        loop {
            let requests = self.shared().requests.load(Acquire);
            if requests != 0 {
                if requests & EXIT != 0 {
                    return None;
                }
                self.answer_between(requests);
            }
            if !self.run_next.is_null() {
                return Some(std::mem::replace(&mut self.run_next, ptr::null_mut()));
            }
            self.shared().begin_slice();
            self.tick = self.tick.wrapping_add(1);
            if self.tick.is_multiple_of(FAIRNESS)
                && let Some(goroutine) = self.look_around()
            {
                return Some(goroutine);
            }
            if let Some(Runnable(goroutine)) = self.deque.pop() {
                return Some(goroutine);
            }
            if let Some(goroutine) = self.search() {
                return Some(goroutine);
            }
            if std::mem::replace(&mut self.searching, false) {
                self.scheduler().end_search(false);
            }
            if let Some(woken_ns) = self.woken_ns.take() {
                self.scheduler().judge_wake_up(self.now_ns - woken_ns);
            }
            match self.scheduler().sleep(self) {
                Nothing::Woken => {
                    self.scheduler().wake_monitor();
                    self.note_wake_up();
                }
                Nothing::Exit => return None,
            }
        }
    }

    /// Requests that arrive between two goroutines.
    fn answer_between(&mut self, requests: u32) {
        if requests & STOP != 0 {
            self.scheduler().stop_for_collection(self);
        }
        if requests & TIMERS != 0 {
            self.clear(TIMERS);
            self.fire_timers();
        }
        if requests & PREEMPT != 0 {
            self.flush_run_next();
            if self.retired() {
                self.retire();
            } else {
                self.offer_work();
            }
            self.clear(PREEMPT);
        }
    }

    /// Woken for work (and not for a timer): how long it keeps this worker busy will be looked at.
    pub(super) fn note_wake_up(&mut self) {
        if self.searching {
            self.now_ns = self.scheduler().now_ns();
            self.woken_ns = Some(self.now_ns);
        }
    }

    /// Now and then, before the own deque: what came from outside, and timers.
    fn look_around(&mut self) -> Option<*mut Goroutine> {
        self.fire_timers();
        self.take_completed();
        if self.retired() {
            self.retire();
        }
        self.scheduler().inbox.take().map(|runnable| runnable.0)
    }

    /// When the own deque is empty.
    fn search(&mut self) -> Option<*mut Goroutine> {
        self.fire_timers();
        if let Some((ns, tick)) = self.stolen.take() {
            self.scheduler().judge_theft(self.now_ns - ns, self.tick.wrapping_sub(tick));
        }
        self.take_completed();
        if !self.run_next.is_null() {
            return Some(std::mem::replace(&mut self.run_next, ptr::null_mut()));
        }
        if let Some(Runnable(goroutine)) = self.deque.pop() {
            return Some(goroutine);
        }
        if self.retired() {
            return None;
        }
        if let Some(runnable) = self.scheduler().inbox.take_batch(&self.deque) {
            return Some(runnable.0);
        }
        self.steal()
    }

    fn steal(&mut self) -> Option<*mut Goroutine> {
        let scheduler = self.scheduler();
        if !self.searching && (scheduler.hesitates_to_steal() || !scheduler.begin_search()) {
            return None;
        }
        self.searching = true;
        let count = scheduler.worker_threads();
        let first = self.choices.below(count.max(1) as u32) as usize;
        for at in 0..count {
            let victim = (first + at) % count;
            let Some(stealer) = scheduler.workers[victim].stealer.get() else { continue };
            if victim == self.index {
                continue;
            }
            if let Some(runnable) = retry(|| stealer.steal_batch_and_pop(&self.deque)) {
                self.stolen = Some((self.now_ns, self.tick));
                return Some(runnable.0);
            }
        }
        None
    }

    /// Blocking calls that have ended: their goroutines are runnable.
    fn take_completed(&mut self) {
        let scheduler = self.scheduler();
        if !scheduler.inbox.has_completed() {
            return;
        }
        for (Runnable(goroutine), completion) in scheduler.inbox.take_completed() {
            // SAFETY: parked for the blocking call, so it belongs to whoever took it out.
            let parked = unsafe { &mut *goroutine };
            parked.wake = Wake::Complete;
            parked.side().completion = Some(completion);
            self.ready_last(goroutine);
        }
    }

    /// Makes what is due runnable, and reads the clock.
    pub(super) fn fire_timers(&mut self) {
        let scheduler = self.scheduler();
        let now_ns = scheduler.now_ns();
        self.now_ns = now_ns;
        self.now_s = (now_ns / 1_000_000_000) as u32;
        if scheduler.timers.earliest_ns() <= now_ns {
            scheduler.timers.fire(self, now_ns);
        }
    }

    /// Nothing else can run here while others run elsewhere: waiting for them a moment without
    /// parking may pay.
    pub(crate) fn may_spin(&self) -> bool {
        self.run_next.is_null() && self.deque.is_empty() && self.scheduler().others_run()
    }

    fn retired(&self) -> bool {
        self.index >= self.scheduler().workers_wanted()
    }

    /// `GOMAXPROCS` has become smaller: all work goes to the others.
    fn retire(&mut self) {
        self.flush_run_next();
        while let Some(Runnable(goroutine)) = self.deque.pop() {
            self.scheduler().inbox.push(goroutine);
        }
        self.scheduler().wake_one_if_needed();
    }
}
