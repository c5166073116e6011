//! The account of a machine's memory: blocks of the heap, goroutines and their stacks, deferred
//! calls. It knows the limit and says when it is reached.
//!
//! What counts is what lives. How much of the heap is garbage only a collection tells, so beyond the
//! limit one is asked for first, and the heap may meanwhile grow up to twice the limit. A single
//! object that cannot fit is refused before any of it is touched.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Between two collections that the limit asks for, the heap grows by this share of the limit: a
/// scattered heap near its limit would be collected all the time else.
const COLLECT_SHARE: u64 = 8;

/// Bytes in use. The counters are advisory, each exact by itself: relaxed accesses suffice.
pub(crate) struct MemoryAccount {
    /// `u64::MAX`: none.
    limit: u64,
    /// Blocks of the heap in use, garbage included.
    heap: AtomicU64,
    /// Everything else.
    outside: AtomicU64,
    /// Heap objects that survived the last collection, and the blocks in use after it.
    live: AtomicU64,
    settled: AtomicU64,
    peak: AtomicU64,
    reached: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

/// Whether the heap may grow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Room {
    Enough,
    /// Yes, but a collection is due.
    Collect,
    /// No: the limit is reached.
    Refused,
}

impl MemoryAccount {
    pub fn new(limit: Option<u64>) -> MemoryAccount {
        MemoryAccount {
            limit: limit.unwrap_or(u64::MAX),
            heap: AtomicU64::new(0),
            outside: AtomicU64::new(0),
            live: AtomicU64::new(0),
            settled: AtomicU64::new(0),
            peak: AtomicU64::new(0),
            reached: OnceLock::new(),
        }
    }

    /// Sets what is called when the limit is reached, perhaps more than once. The first hook stays.
    pub fn on_limit(&self, hook: Box<dyn Fn() + Send + Sync>) {
        let _ = self.reached.set(hook);
    }

    /// Most bytes ever in use.
    pub fn peak(&self) -> u64 {
        self.peak.load(Relaxed)
    }

    /// Blocks of the heap are about to be taken. They are booked unless refused.
    pub fn heap_grows(&self, bytes: u64) -> Room {
        let heap = self.heap.load(Relaxed).saturating_add(bytes);
        let outside = self.outside.load(Relaxed);
        let total = heap.saturating_add(outside);
        let room = if total <= self.limit {
            Room::Enough
        } else if self.live_bytes().saturating_add(bytes) > self.limit || total / 2 > self.limit {
            self.limit_reached();
            return Room::Refused;
        } else if heap - self.settled.load(Relaxed).min(heap) >= self.limit / COLLECT_SHARE {
            Room::Collect
        } else {
            Room::Enough
        };
        self.heap.fetch_add(bytes, Relaxed);
        self.peak.fetch_max(total, Relaxed);
        room
    }

    /// Blocks of the heap have become free.
    pub fn heap_shrinks(&self, bytes: u64) {
        self.heap.fetch_sub(bytes, Relaxed);
    }

    /// `live` bytes of the heap have survived a collection.
    pub fn collected(&self, live: u64) {
        self.live.store(live, Relaxed);
        self.settled.store(self.heap.load(Relaxed), Relaxed);
        if self.live_bytes() > self.limit {
            self.limit_reached();
        }
    }

    /// Memory outside of the heap is taken.
    pub fn outside_grows(&self, bytes: usize) {
        let outside = self.outside.fetch_add(bytes as u64, Relaxed) + bytes as u64;
        self.peak.fetch_max(outside + self.heap.load(Relaxed), Relaxed);
        if self.live_bytes() > self.limit {
            self.limit_reached();
        }
    }

    /// Memory outside of the heap is given back.
    pub fn outside_shrinks(&self, bytes: usize) {
        self.outside.fetch_sub(bytes as u64, Relaxed);
    }

    /// Whether an object of so many bytes could be had; the limit is reached when not.
    pub fn can_hold(&self, bytes: u64) -> bool {
        let fits = self.live_bytes().saturating_add(bytes) <= self.limit;
        if !fits {
            self.limit_reached();
        }
        fits
    }

    fn live_bytes(&self) -> u64 {
        self.live.load(Relaxed).saturating_add(self.outside.load(Relaxed))
    }

    fn limit_reached(&self) {
        if let Some(hook) = self.reached.get() {
            hook();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_is_collected_before_the_limit_counts() {
        let account = MemoryAccount::new(Some(1000));
        assert_eq!(account.heap_grows(900), Room::Enough);
        assert_eq!(account.heap_grows(200), Room::Collect);
        account.heap_shrinks(1000);
        account.collected(100);
        assert_eq!(account.heap_grows(901), Room::Refused);
        assert_eq!(account.heap_grows(800), Room::Enough);
        account.outside_grows(300);
        assert_eq!(account.heap_grows(100), Room::Collect);
        assert_eq!((account.peak(), account.can_hold(500), account.can_hold(601)), (1300, true, false));
    }
}
