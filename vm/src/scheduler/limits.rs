//! What ends a run because it used too much: each limit is looked at where the thing it limits is
//! handed out, and reaching it is a reason to end like any other.

use super::{Scheduler, Worker};
use crate::limits::Limit;
use crate::outcome::Ending;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// Instructions that a worker takes from the budget at once.
const FUEL: u64 = 4096;

impl Scheduler {
    /// Ends the run; false when it ends already.
    pub(crate) fn limit_reached(&self, limit: Limit) -> bool {
        self.exit(Ending::LimitReached(limit))
    }

    /// Listens to the account of memory.
    pub(super) fn watch_memory(&self) {
        let Some(limit) = self.limits.memory else { return };
        let scheduler = self.myself.clone();
        self.memory.on_limit(Box::new(move || {
            if let Some(scheduler) = scheduler.upgrade().filter(|scheduler| !scheduler.exiting()) {
                scheduler.limit_reached(Limit::Memory(limit));
            }
        }));
    }

    #[cold]
    pub(super) fn too_many_goroutines(&self) {
        self.limit_reached(Limit::Goroutines(self.goroutines_max as u64));
    }

    /// What is left of the run's time; `None` without a limit.
    pub(super) fn time_left(&self) -> Option<Duration> {
        self.limits.time.map(|time| time.saturating_sub(Duration::from_nanos(self.now_ns())))
    }

    /// The monitor has found that no time is left.
    pub(super) fn time_is_up(&self) {
        if let Some(time) = self.limits.time {
            self.limit_reached(Limit::Time(time));
        }
    }

    /// Instructions executed, those that workers have taken and not executed yet included.
    pub(crate) fn instructions(&self) -> u64 {
        self.limits.instructions.map_or(0, |max| max - self.fuel.load(Relaxed))
    }
}

impl Worker {
    /// Takes more instructions from the budget; false when there are none left, and the run ends.
    pub(crate) fn refuel(&mut self) -> bool {
        let scheduler = self.scheduler();
        let take = |left: u64| (left > 0).then(|| left - left.min(FUEL));
        match scheduler.fuel.fetch_update(Relaxed, Relaxed, take) {
            Ok(left) => {
                self.fuel = left.min(FUEL);
                true
            }
            Err(_) => {
                scheduler.limit_reached(Limit::Instructions(scheduler.limits.instructions.unwrap_or(0)));
                false
            }
        }
    }

    /// Gives back what it has not used: before it sleeps.
    pub(super) fn return_fuel(&mut self) {
        if self.fuel > 0 {
            self.scheduler().fuel.fetch_add(std::mem::take(&mut self.fuel), Relaxed);
        }
    }
}
