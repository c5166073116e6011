//! How many workers pay. Goroutines that do little but hand values to each other run no faster on two
//! workers than on one: the memory of their channels travels between the processors. So while many
//! values are handed over, the monitor tries half of the workers, and stays with them for a while if
//! about as many values are handed over then. See `README.md`, "When two are no faster than one".

use super::Scheduler;
use super::queue::{PREEMPT, WorkerShared};
use std::sync::atomic::Ordering::*;
use std::time::Duration;

/// How often the monitor looks while something is to be found out.
const LOOK: Duration = Duration::from_millis(1);
/// Likewise while many values are handed over: several workers may begin to share them, or the program
/// may turn to something else.
const LOOK_AGAIN: Duration = Duration::from_millis(2);
/// Values handed over in a millisecond that make a trial worth while.
const MANY: u64 = 500;
/// A worker has its share if at least this part of them arrives there.
const SHARE: u64 = 16;
/// A result holds for so long, doubled each time that it is found again.
const HOLD_NS: std::ops::RangeInclusive<u64> = 8_000_000..=128_000_000;

/// What the monitor knows.
pub(super) struct Sharing {
    phase: Phase,
    looked_ns: u64,
    /// Values that had arrived at each worker by then.
    seen: Vec<u64>,
    hold_ns: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// All workers may run, and nobody knows yet.
    Asking,
    /// All workers may run, and few values are handed over.
    Open,
    /// All workers may run, and one hands many values over.
    Alone,
    /// Half as many workers run as when `before` values were handed over in a millisecond.
    Trying { before: u64, all: usize },
    /// The same: the workers have changed over, the next look decides.
    Deciding { before: u64, all: usize },
    /// Fewer workers do as well, it is assumed until then.
    Limited { until_ns: u64 },
    /// More workers do better, it is assumed until then.
    Settled { until_ns: u64 },
}

/// What a look finds.
struct Found {
    /// Values handed over in a millisecond.
    rate: u64,
    /// Workers that have a share in it.
    sharing: usize,
    /// Workers that may run.
    workers: usize,
}

impl Sharing {
    pub fn new() -> Sharing {
        Sharing { phase: Phase::Asking, looked_ns: 0, seen: Vec::new(), hold_ns: *HOLD_NS.start() }
    }

    /// When to look again, if that matters.
    pub fn next_look(&self) -> Option<Duration> {
        match self.phase {
            Phase::Asking | Phase::Trying { .. } | Phase::Deciding { .. } => Some(LOOK),
            Phase::Alone | Phase::Limited { .. } => Some(LOOK_AGAIN),
            Phase::Open | Phase::Settled { .. } => None,
        }
    }

    /// The monitor's look.
    pub fn look(&mut self, scheduler: &Scheduler) {
        let now_ns = scheduler.now_ns();
        let ns = now_ns - self.looked_ns;
        if ns < LOOK.as_nanos() as u64 / 2 {
            return;
        }
        self.looked_ns = now_ns;
        self.seen.resize(scheduler.worker_threads(), 0);
        let count = |(worker, seen): (&WorkerShared, &mut u64)| {
            let before = std::mem::replace(seen, worker.values());
            *seen - before
        };
        let arrived: Vec<u64> = scheduler.workers.iter().zip(&mut self.seen).map(count).collect();
        let all: u64 = arrived.iter().sum();
        let sharing = arrived.iter().filter(|&&values| values * SHARE > all).count();
        let workers = scheduler.worker_threads().min(scheduler.workers_wanted());
        self.judge(scheduler, &Found { rate: all * 1_000_000 / ns, sharing, workers });
    }

    /// What follows from a look.
    fn judge(&mut self, scheduler: &Scheduler, found: &Found) {
        self.phase = self.phase_after(scheduler, found);
    }

    fn phase_after(&mut self, scheduler: &Scheduler, found: &Found) -> Phase {
        if found.rate < MANY {
            self.hold_ns = *HOLD_NS.start();
            scheduler.limit_workers(usize::MAX);
            return Phase::Open;
        }
        match self.phase {
            Phase::Asking | Phase::Open | Phase::Alone if found.sharing < 2 => Phase::Alone,
            Phase::Asking | Phase::Open | Phase::Alone => {
                scheduler.limit_workers(found.workers / 2);
                Phase::Trying { before: found.rate, all: found.workers }
            }
            Phase::Trying { before, all } => Phase::Deciding { before, all },
            Phase::Deciding { before, all } if found.rate >= before - before / 10 => match all / 2 {
                0 | 1 => Phase::Limited { until_ns: self.hold() },
                fewer => {
                    scheduler.limit_workers(fewer / 2);
                    Phase::Trying { before: found.rate, all: fewer }
                }
            },
            Phase::Deciding { all, .. } if all < scheduler.workers_asked() => {
                scheduler.limit_workers(all);
                Phase::Limited { until_ns: self.hold() }
            }
            Phase::Deciding { .. } => {
                scheduler.limit_workers(usize::MAX);
                Phase::Settled { until_ns: self.hold() }
            }
            Phase::Limited { until_ns } if self.looked_ns >= until_ns => {
                scheduler.limit_workers(usize::MAX);
                Phase::Asking
            }
            Phase::Settled { until_ns } if self.looked_ns >= until_ns => Phase::Asking,
            phase => phase,
        }
    }

    /// Until when what has just been found holds.
    fn hold(&mut self) -> u64 {
        let until_ns = self.looked_ns + self.hold_ns;
        self.hold_ns = (self.hold_ns * 2).min(*HOLD_NS.end());
        until_ns
    }
}

impl Scheduler {
    /// No more than so many workers run, whatever `GOMAXPROCS` says; the others give their goroutines
    /// away and sleep.
    pub(super) fn limit_workers(&self, most: usize) {
        let before = self.workers_useful.swap(most.max(1), AcqRel);
        if most < before {
            self.request_all(PREEMPT);
        } else if most > before && self.work_visible() {
            self.wake_one_if_needed();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::scheduler::Options;

    /// Looks in turn: values in a millisecond, workers with a share; then how many workers may run.
    fn workers_after(workers: usize, looks: &[(u64, usize)]) -> Vec<usize> {
        let options = Options { workers: Some(workers), ..Options::default() };
        let scheduler = Scheduler::new(options, Limits::default());
        let mut sharing = Sharing::new();
        let mut after = |&(rate, sharing_workers): &(u64, usize)| {
            sharing.looked_ns += LOOK.as_nanos() as u64;
            let found = Found { rate, sharing: sharing_workers, workers: scheduler.workers_wanted() };
            sharing.judge(&scheduler, &found);
            scheduler.workers_wanted()
        };
        looks.iter().map(&mut after).collect()
    }

    #[test]
    fn fewer_workers_stay_while_they_do_as_well() {
        let changing = (9000, 1);
        assert_eq!(workers_after(2, &[(5000, 2), changing, (4800, 1), (4800, 1)]), [1, 1, 1, 1]);
        let halved_twice = [(5000, 4), changing, (4900, 2), changing, (4900, 1), (4900, 1)];
        assert_eq!(workers_after(4, &halved_twice), [2, 2, 1, 1, 1, 1]);
        let two_are_best = [(5000, 4), changing, (6000, 2), changing, (4000, 1), (6000, 2)];
        assert_eq!(workers_after(4, &two_are_best), [2, 2, 1, 1, 2, 2]);
    }

    #[test]
    fn all_workers_run_where_that_is_faster_or_does_not_matter() {
        assert_eq!(workers_after(2, &[(5000, 2), (5000, 1), (3000, 1), (5000, 2)]), [1, 1, 2, 2]);
        assert_eq!(workers_after(2, &[(5000, 1), (MANY - 1, 2)]), [2, 2], "one does all, or few pass");
        let turns_to_something_else = [(5000, 2), (5000, 1), (5000, 1), (10, 1)];
        assert_eq!(workers_after(2, &turns_to_something_else), [1, 1, 1, 2]);
    }

    #[test]
    fn a_result_holds_longer_each_time() {
        let workers = workers_after(2, &[(5000, 2); 100]);
        let open: Vec<usize> = (0..workers.len()).filter(|&look| workers[look] == 2).collect();
        assert_eq!(open, [10, 29, 64], "let run after 8, 16, 32 ms, and tried anew at the next look");
    }
}
