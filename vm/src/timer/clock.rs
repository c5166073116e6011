//! Which clock a timer runs on: the machine's, or that of the bubble it was made in.

use super::{RuntimeTimer, Timers};
use crate::bubble::Bubble;
use crate::scheduler::{Scheduler, Worker};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// [`RuntimeTimer::clock`]: the machine's clock. Numbers of bubbles are greater.
const MACHINE: u64 = 0;
/// [`RuntimeTimer::clock`]: the machine's clock, for an alarm.
pub(super) const ALARM: u64 = u64::MAX;

/// A clock and the timers on it.
pub(super) struct Clock {
    scheduler: &'static Scheduler,
    bubble: Option<Arc<Bubble>>,
    slot: u16,
}

/// The number of the clock of the running goroutine.
pub(super) fn number_of_running(worker: &Worker) -> u64 {
    Clock::of_running(worker).bubble.map_or(MACHINE, |bubble| bubble.number)
}

/// The number of the bubble whose clock has this number.
pub(super) fn bubble_number(clock: u64) -> Option<u64> {
    (clock != MACHINE && clock != ALARM).then_some(clock)
}

impl Clock {
    /// The clock of the running goroutine.
    #[inline]
    pub fn of_running(worker: &Worker) -> Clock {
        let scheduler = worker.scheduler();
        // SAFETY: the running goroutine belongs to its worker.
        let slot = unsafe { worker.goroutine.as_ref() }.map_or(0, |goroutine| goroutine.bubble);
        let bubble = if slot == 0 { None } else { scheduler.bubbles.at(slot) };
        Clock { scheduler, bubble, slot }
    }

    /// The clock of a timer. When its bubble has ended it is the machine's, where it is never due.
    #[inline]
    pub fn of(worker: &Worker, timer: &RuntimeTimer) -> Clock {
        let scheduler = worker.scheduler();
        let found = bubble_number(timer.clock).and_then(|number| scheduler.bubbles.numbered(number));
        let (slot, bubble) = found.map_or((0, None), |(slot, bubble)| (slot, Some(bubble)));
        Clock { scheduler, bubble, slot }
    }

    /// The pending timers.
    pub fn timers(&self) -> &Timers {
        self.bubble.as_ref().map_or(&self.scheduler.timers, |bubble| &bubble.timers)
    }

    /// Nanoseconds: of the machine since its start, of a bubble since 1970.
    pub fn now_ns(&self) -> u64 {
        self.bubble.as_ref().map_or_else(|| self.scheduler.now_ns(), |bubble| bubble.now_ns())
    }

    /// What it showed a few milliseconds ago at most; cheaper.
    pub fn recent_ns(&self) -> u64 {
        self.bubble.as_ref().map_or_else(|| self.scheduler.recent_ns(), |bubble| bubble.now_ns())
    }

    /// Time since 1970.
    pub fn wall(&self) -> Duration {
        let machine = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.bubble.as_ref().map_or_else(machine, |bubble| bubble.wall())
    }

    /// The slot of the bubble; 0 is outside.
    pub fn slot(&self) -> u16 {
        self.slot
    }
}
