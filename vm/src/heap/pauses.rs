//! How long collections kept the workers standing still: totals, and the newest one by one.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// So many of the newest pauses are kept, as Go does.
const KEPT: usize = 256;

/// The pause of one collection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pause {
    /// How long all workers stood still, in nanoseconds.
    pub ns: u64,
    /// When they went on, in nanoseconds since 1970.
    pub end_unix_ns: u64,
}

/// All pauses of a heap.
#[derive(Default)]
pub(super) struct Pauses(Mutex<Record>);

#[derive(Default)]
struct Record {
    total_ns: u64,
    longest_ns: u64,
    /// The oldest first.
    newest: VecDeque<Pause>,
}

impl Pauses {
    pub fn add(&self, pause: Duration) {
        let ns = pause.as_nanos() as u64;
        let end_unix_ns = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as u64;
        let mut record = self.record();
        record.total_ns += ns;
        record.longest_ns = record.longest_ns.max(ns);
        if record.newest.len() == KEPT {
            record.newest.pop_front();
        }
        record.newest.push_back(Pause { ns, end_unix_ns });
    }

    /// Nanoseconds of all, and of the longest.
    pub fn total_and_longest_ns(&self) -> (u64, u64) {
        let record = self.record();
        (record.total_ns, record.longest_ns)
    }

    /// The newest pauses, the last one first.
    pub fn newest(&self) -> Vec<Pause> {
        self.record().newest.iter().rev().copied().collect()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_and_all_are_counted() {
        let pauses = Pauses::default();
        for ns in 1..=KEPT as u64 + 10 {
            pauses.add(Duration::from_nanos(ns));
        }
        let newest = pauses.newest();
        assert_eq!((newest.len(), newest[0].ns, newest[KEPT - 1].ns), (KEPT, 266, 11));
        assert_eq!(pauses.total_and_longest_ns(), (266 * 267 / 2, 266));
    }
}
