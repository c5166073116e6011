//! Timers: sleeping goroutines, the channels of time.Timer and time.Ticker, time.AfterFunc.
//!
//! A timer with a channel stands in a heap only while some goroutine waits for the channel; at all
//! other times whoever receives looks at the clock (`poll`). So a million forgotten time.After
//! cost nothing but their memory, a stopped timer leaves no stale value, and whatever stands in a
//! heap can wake somebody: that is what deadlock detection needs to know.
//!
//! Lock order: channel, function timer, heap. A timer's `place` changes under its heap's lock.

mod clock;
mod heap;

use clock::Clock;
pub use heap::Timers;

use crate::channel::Channel;
use crate::goroutine::WaitReason;
use crate::scheduler::Worker;
use crate::value::Word;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering::*};
use std::time::Duration;

/// What the Go side embeds in time.Timer and time.Ticker: `struct { when, period, place, lock,
/// start uintptr; channel, function, location unsafe.Pointer; clock uintptr }`, all zero until started.
#[repr(C)]
pub struct RuntimeTimer {
    /// When it fires, on the scheduler's clock; 0 when it is not pending.
    when_ns: AtomicU64,
    /// A ticker's period; else 0.
    period_ns: u64,
    /// Where it stands in a heap; 0 in none.
    pub(crate) place: AtomicU64,
    /// Spin lock of a function timer.
    lock: AtomicU64,
    /// Subtracted from the clock for the monotonic part of a time.Time.
    start_ns: u64,
    /// The channel; 0 for a function timer.
    channel: Word,
    /// The func value to run.
    function: Word,
    /// The `*Location` of the times it sends.
    location: Word,
    /// Which clock it runs on: see `clock.rs`.
    clock: u64,
}

/// What a timer does when it fires.
#[derive(Clone, Copy, Debug)]
pub struct TimerAction {
    /// Sends the time on this channel (`chan Time`, with a buffer of one), or
    pub channel: Word,
    /// runs this func value on a goroutine of its own.
    pub function: Word,
    /// The `*Location` of the times sent.
    pub location: Word,
    /// The scheduler's clock when the program's monotonic clock began.
    pub start_ns: u64,
    /// It concerns nobody who waits: it does not keep a deadlock from being noticed.
    pub alarm: bool,
}

/// The cheaper clock is never so much behind.
const RECENT_NS: u64 = 20_000_000;

/// Deadline for a wait of `ns` from now: beyond the clock's end means never.
fn deadline(now_ns: u64, ns: i64) -> u64 {
    // Never 0 (not pending) nor u64::MAX (no timer at all).
    now_ns.saturating_add(ns.max(0) as u64).clamp(1, i64::MAX as u64)
}

/// `time.Sleep`: parks the running goroutine (`pc` and `fp` stored); false when there is nothing to
/// wait for.
pub fn sleep(worker: &mut Worker, ns: i64) -> bool {
    if ns <= 0 {
        return false;
    }
    let clock = Clock::of_running(worker);
    let when_ns = deadline(clock.now_ns(), ns);
    let goroutine = ptr::from_mut(worker.prepare_park(WaitReason::Sleep, 0));
    clock.timers().add_sleeper(worker.index, when_ns, goroutine);
    true
}

/// Starts a new timer.
///
/// # Safety
/// `timer` is a zeroed object that nobody else uses yet; the action's words are what they say.
pub unsafe fn start(
    worker: &mut Worker,
    timer: *mut RuntimeTimer,
    action: TimerAction,
    ns: i64,
    period_ns: i64,
) {
    // SAFETY: the caller's promise.
    unsafe {
        (*timer).period_ns = period_ns.max(0) as u64;
        (*timer).start_ns = action.start_ns;
        (*timer).channel = action.channel;
        (*timer).function = action.function;
        (*timer).location = action.location;
        (*timer).clock = if action.alarm { clock::ALARM } else { clock::number_of_running(worker) };
        if action.channel != 0 {
            (*(action.channel as *mut Channel)).timer = timer;
        }
        reset(worker, timer, ns, period_ns);
    }
}

/// Stops a timer; true when that kept it from firing.
///
/// # Safety
/// `timer` was started.
pub unsafe fn stop(worker: &mut Worker, timer: *mut RuntimeTimer) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        match ((*timer).channel as *mut Channel).as_mut() {
            Some(channel) => {
                channel.lock();
                let pending = clear(worker, &*timer, channel);
                channel.unlock();
                pending
            }
            None => (*timer).with_lock(|timer| {
                let pending = Clock::of(worker, timer).timers().remove(timer);
                timer.when_ns.store(0, Relaxed);
                pending
            }),
        }
    }
}

/// Sets a timer to fire `ns` from now; true when it had been pending.
///
/// # Safety
/// `timer` was started.
pub unsafe fn reset(worker: &mut Worker, timer: *mut RuntimeTimer, ns: i64, period_ns: i64) -> bool {
    let scheduler = worker.scheduler();
    scheduler.start_monitor();
    // SAFETY: the caller's promise.
    unsafe {
        let clock = Clock::of(worker, &*timer);
        let when_ns = deadline(clock.now_ns(), ns);
        match ((*timer).channel as *mut Channel).as_mut() {
            Some(channel) => {
                channel.lock();
                let pending = clear(worker, &*timer, channel);
                (*timer).period_ns = period_ns.max(0) as u64;
                (*timer).when_ns.store(when_ns, Relaxed);
                if !channel.receivers.is_empty() {
                    begin_wait(worker, channel);
                }
                channel.unlock();
                pending
            }
            None => {
                let pending = (*timer).with_lock(|timer| {
                    let pending = clock.timers().remove(timer);
                    timer.when_ns.store(when_ns, Relaxed);
                    clock.timers().add_timer(worker.index, when_ns, timer);
                    pending
                });
                scheduler.announce_deadline();
                pending
            }
        }
    }
}

/// The number of the bubble that a timer was made in; `None` outside.
///
/// # Safety
/// `timer` was started.
pub unsafe fn bubble_number(timer: *const RuntimeTimer) -> Option<u64> {
    // SAFETY: the caller's promise; never changes.
    clock::bubble_number(unsafe { (*timer).clock })
}

/// Under the channel's lock: the timer is not pending any more, and nothing stale is left.
fn clear(worker: &mut Worker, timer: &RuntimeTimer, channel: &mut Channel) -> bool {
    let pending = timer.when_ns.swap(0, Relaxed) != 0 || channel.buffered() > 0;
    Clock::of(worker, timer).timers().remove(timer);
    channel.drain();
    pending
}

/// A receive on a timer's channel, which is locked, looks whether the timer has fired meanwhile.
///
/// # Safety
/// The channel has a timer.
pub(crate) unsafe fn poll(worker: &mut Worker, channel: &mut Channel) {
    // SAFETY: the channel keeps its timer alive; the lock is held.
    let timer = unsafe { &mut *channel.timer };
    let when_ns = timer.when_ns.load(Relaxed);
    if when_ns == 0 {
        return;
    }
    let clock = Clock::of(worker, timer);
    if when_ns > clock.recent_ns().saturating_add(RECENT_NS) {
        return;
    }
    if when_ns <= clock.now_ns()
        && let Some(value) = timer.fire(&clock)
        && channel.has_room()
    {
        // SAFETY: a `chan Time` with room for one; the value has a Time's words.
        unsafe { channel.put(value.as_ptr()) };
    }
}

/// Without the channel's lock: the channel has a timer, which is due, by the cheaper clock: it may
/// be due for a few milliseconds.
///
/// # Safety
/// A channel keeps its timer alive.
#[inline]
pub(crate) unsafe fn looks_due(worker: &Worker, channel: &Channel) -> bool {
    // SAFETY: the caller's promise; a channel has its timer from the start.
    unsafe { channel.timer.as_ref() }.is_some_and(|timer| {
        let when_ns = timer.when_ns.load(Relaxed);
        when_ns != 0 && when_ns <= Clock::of(worker, timer).recent_ns()
    })
}

/// A goroutine has joined the receivers of a timer's channel, which is locked.
///
/// # Safety
/// The channel has a timer.
pub(crate) unsafe fn begin_wait(worker: &mut Worker, channel: &mut Channel) {
    // SAFETY: the channel keeps its timer alive; the lock is held.
    let timer = unsafe { &*channel.timer };
    let when_ns = timer.when_ns.load(Relaxed);
    if when_ns != 0 && timer.place.load(Relaxed) == 0 {
        Clock::of(worker, timer).timers().add_timer(worker.index, when_ns, timer);
    }
}

/// A goroutine has left the receivers of a timer's channel, which is locked.
///
/// # Safety
/// The channel has a timer.
pub(crate) unsafe fn end_wait(worker: &mut Worker, channel: &mut Channel) {
    if channel.receivers.is_empty() {
        // SAFETY: the channel keeps its timer alive; the lock is held.
        let timer = unsafe { &*channel.timer };
        Clock::of(worker, timer).timers().remove(timer);
    }
}

/// A timer that was taken out of a heap because it was due.
///
/// # Safety
/// `timer` is alive: the collector cannot run before the worker reaches a safepoint.
unsafe fn fire_timer(worker: &mut Worker, timer: *mut RuntimeTimer) {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(channel) = ((*timer).channel as *mut Channel).as_mut() else {
            let function = (*timer).function;
            let goroutine = worker.scheduler().host().prepare_func(worker, function);
            (*goroutine).bubble = Clock::of(worker, &*timer).slot();
            let _ = worker.start(goroutine);
            return;
        };
        channel.lock();
        let clock = Clock::of(worker, &*timer);
        let when_ns = (*timer).when_ns.load(Relaxed);
        // It may have been stopped or reset after it was taken out.
        let value = if when_ns != 0 && when_ns <= clock.now_ns() { (*timer).fire(&clock) } else { None };
        let waiter = value.and_then(|_| channel.receivers.pop());
        if let (Some(waiter), Some(value)) = (waiter, value) {
            channel.deliver(worker, waiter, value.as_ptr());
            worker.ready(crate::channel::wake(waiter, false));
        } else if let Some(value) = value
            && channel.has_room()
        {
            channel.put(value.as_ptr());
        }
        if !channel.receivers.is_empty() {
            begin_wait(worker, channel);
        }
        channel.unlock();
    }
}

impl RuntimeTimer {
    /// The time to send; arms a ticker again.
    fn fire(&mut self, clock: &Clock) -> Option<[Word; 3]> {
        let when_ns = self.when_ns.load(Relaxed);
        let late_ns = clock.now_ns().saturating_sub(when_ns);
        let next_ns = match self.period_ns {
            0 => 0,
            period_ns => when_ns + period_ns * (1 + late_ns / period_ns),
        };
        self.when_ns.store(next_ns, Relaxed);
        Some(self.time_words(clock, when_ns, late_ns))
    }

    /// A time.Time: wall clock with the mark of a monotonic reading, the reading, the location.
    fn time_words(&self, clock: &Clock, when_ns: u64, late_ns: u64) -> [Word; 3] {
        /// Seconds from 1885 to 1970, where time.Time counts from.
        const TO_WALL_SECONDS: u64 = 2_682_374_400;
        let wall = clock.wall().saturating_sub(Duration::from_nanos(late_ns));
        let seconds = wall.as_secs() + TO_WALL_SECONDS;
        let wall = 1 << 63 | (seconds & ((1 << 33) - 1)) << 30 | u64::from(wall.subsec_nanos());
        [wall, when_ns.wrapping_sub(self.start_ns), self.location]
    }

    fn with_lock<R>(&self, work: impl FnOnce(&RuntimeTimer) -> R) -> R {
        while self.lock.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            std::thread::yield_now();
        }
        let result = work(self);
        self.lock.store(0, Release);
        result
    }
}
