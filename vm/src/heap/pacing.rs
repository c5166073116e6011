//! When to collect, and what to report: counters that allocators publish to, the threshold that
//! raises a request, and the numbers behind `runtime.MemStats`.

use super::HeapOptions;
use super::pauses::{Pause, Pauses};
use super::region::TABLE_BYTES;
use super::size_class::BLOCK_BYTES;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::time::Duration;

const NEVER: u32 = u32::MAX;

/// Numbers for `runtime.MemStats`. Bytes count whole cells, as Go's do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct HeapStatistics {
    /// Bytes of objects allocated and not yet found dead.
    pub heap_alloc: u64,
    /// Bytes ever allocated.
    pub total_alloc: u64,
    /// Objects ever allocated.
    pub mallocs: u64,
    /// Objects found dead.
    pub frees: u64,
    /// Bytes the heap has taken from the system, given back or not.
    pub heap_sys: u64,
    /// Bytes of blocks in use.
    pub heap_in_use: u64,
    /// Bytes of blocks without use.
    pub heap_idle: u64,
    /// Of those, bytes given back to the system.
    pub heap_released: u64,
    /// `heap_alloc` at which the next collection is asked for.
    pub next_collection: u64,
    /// Collections finished.
    pub collections: u32,
    /// Of those, asked for by the program.
    pub forced_collections: u32,
    /// Time all workers stood still for collections.
    pub pause_total_ns: u64,
    /// The longest time they did.
    pub pause_longest_ns: u64,
    /// Bytes of the collector's own tables.
    pub table_bytes: u64,
}

/// No limit of memory.
const UNLIMITED: u64 = u64::MAX;
/// Even beyond the limit so much may be allocated before the next collection, as a share of what
/// lives (Go, too, rather exceeds a limit than collects all the time), and so many bytes at least.
const BEYOND_LIMIT_SHARE: u64 = 8;
const BEYOND_LIMIT_BYTES: u64 = 1 << 20;

/// The counters.
pub(super) struct Pacing {
    minimum_bytes: u64,
    region_bytes: u64,
    percent: AtomicU32,
    /// What the heap and `other_bytes` may take together.
    limit_bytes: AtomicU64,
    /// Memory of the machine beside the heap, as last told.
    other_bytes: AtomicU64,
    /// Bytes allocated since the last collection, and how many may be before the next.
    since: AtomicU64,
    budget: AtomicU64,
    live_bytes: AtomicU64,
    total_bytes: AtomicU64,
    total_objects: AtomicU64,
    dead_bytes: AtomicU64,
    dead_objects: AtomicU64,
    collections: AtomicU32,
    forced: AtomicU32,
    pauses: Pauses,
    requested: AtomicBool,
    hook: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

impl Pacing {
    pub fn new(options: &HeapOptions, region_bytes: u64) -> Pacing {
        let pacing = Pacing {
            minimum_bytes: options.minimum_bytes,
            region_bytes,
            percent: AtomicU32::new(options.percent.unwrap_or(NEVER)),
            limit_bytes: AtomicU64::new(options.limit_bytes.unwrap_or(UNLIMITED)),
            other_bytes: AtomicU64::new(0),
            since: AtomicU64::new(0),
            budget: AtomicU64::new(0),
            live_bytes: AtomicU64::new(0),
            total_bytes: AtomicU64::new(0),
            total_objects: AtomicU64::new(0),
            dead_bytes: AtomicU64::new(0),
            dead_objects: AtomicU64::new(0),
            collections: AtomicU32::new(0),
            forced: AtomicU32::new(0),
            pauses: Pauses::default(),
            requested: AtomicBool::new(false),
            hook: OnceLock::new(),
        };
        pacing.set_budget();
        pacing
    }

    pub fn set_hook(&self, hook: Box<dyn Fn() + Send + Sync>) {
        let _ = self.hook.set(hook);
    }

    pub fn requested(&self) -> bool {
        self.requested.load(Relaxed)
    }

    pub fn request(&self) {
        // The first to ask calls the hook; SeqCst orders the flag before what the hook writes.
        if !self.requested.swap(true, SeqCst)
            && let Some(hook) = self.hook.get()
        {
            hook();
        }
    }

    pub fn set_percent(&self, percent: Option<u32>) -> Option<u32> {
        let before = self.percent.swap(percent.unwrap_or(NEVER), Relaxed);
        self.set_budget();
        (before != NEVER).then_some(before)
    }

    /// The limit so far; changes it when there is a new one (`UNLIMITED`: none).
    pub fn set_limit(&self, limit_bytes: Option<u64>) -> u64 {
        let Some(limit_bytes) = limit_bytes else { return self.limit_bytes.load(Relaxed) };
        let before = self.limit_bytes.swap(limit_bytes, Relaxed);
        self.set_budget();
        before
    }

    /// Memory of the machine beside the heap.
    pub fn note_other_bytes(&self, bytes: u64) {
        self.other_bytes.store(bytes, Relaxed);
    }

    /// The newest pauses, the last one first.
    pub fn pauses(&self) -> Vec<Pause> {
        self.pauses.newest()
    }

    /// Books `bytes` about to be handed out; asks for a collection when the budget is used up.
    pub fn spend(&self, bytes: u64) {
        let since = self.since.fetch_add(bytes, Relaxed) + bytes;
        if since >= self.budget.load(Relaxed) {
            self.request();
        }
    }

    /// Counts objects that have been allocated.
    pub fn count(&self, objects: u64, bytes: u64) {
        self.total_objects.fetch_add(objects, Relaxed);
        self.total_bytes.fetch_add(bytes, Relaxed);
    }

    /// Bytes that survived the last collection: what the next will mark at least, as a rule.
    pub fn alive_bytes(&self) -> u64 {
        self.live_bytes.load(Relaxed)
    }

    /// A collection found `bytes` in `objects` alive, all workers having published their counts.
    /// Returns the bytes that may be allocated before the next.
    pub fn collected(&self, objects: u64, bytes: u64, pause: Duration) -> u64 {
        self.live_bytes.store(bytes, Relaxed);
        self.dead_bytes.store(self.total_bytes.load(Relaxed).saturating_sub(bytes), Relaxed);
        self.dead_objects.store(self.total_objects.load(Relaxed).saturating_sub(objects), Relaxed);
        // An overshoot of the budget was a wish of pacing's, anything else the program's.
        if self.since.swap(0, Relaxed) < self.budget.load(Relaxed) {
            self.forced.fetch_add(1, Relaxed);
        }
        self.collections.fetch_add(1, Relaxed);
        self.pauses.add(pause);
        let budget = self.set_budget();
        self.requested.store(false, SeqCst);
        budget
    }

    /// What may be allocated: GOGC percent of what lives, at least the minimum; no more than a limit
    /// of memory leaves; when the region gets tight, half of what is left of it.
    fn set_budget(&self) -> u64 {
        let live = self.live_bytes.load(Relaxed);
        let left = self.region_bytes.saturating_sub(live);
        let percent = self.percent.load(Relaxed);
        let wanted = if percent == NEVER {
            u64::MAX
        } else {
            let share = |bytes: u64| bytes.saturating_mul(u64::from(percent)) / 100;
            share(live).max(share(self.minimum_bytes).saturating_sub(live))
        };
        let budget = wanted.min(self.below_limit(live)).min(left / 2).max(1);
        self.budget.store(budget, Relaxed);
        budget
    }

    /// What the limit of memory leaves above `live` bytes.
    fn below_limit(&self, live: u64) -> u64 {
        match self.limit_bytes.load(Relaxed) {
            UNLIMITED => UNLIMITED,
            limit => {
                let left = limit.saturating_sub(self.other_bytes.load(Relaxed)).saturating_sub(live);
                left.max(live / BEYOND_LIMIT_SHARE).max(BEYOND_LIMIT_BYTES)
            }
        }
    }

    /// The numbers; of `touched` blocks `idle` are free, and `released` of them given back.
    pub fn statistics(&self, touched: usize, idle: usize, released: usize) -> HeapStatistics {
        let bytes = |blocks: usize| (blocks * BLOCK_BYTES) as u64;
        let total_alloc = self.total_bytes.load(Relaxed);
        let (pause_total_ns, pause_longest_ns) = self.pauses.total_and_longest_ns();
        HeapStatistics {
            heap_alloc: total_alloc - self.dead_bytes.load(Relaxed),
            total_alloc,
            mallocs: self.total_objects.load(Relaxed),
            frees: self.dead_objects.load(Relaxed),
            heap_sys: bytes(touched),
            heap_in_use: bytes(touched - idle),
            heap_idle: bytes(idle),
            heap_released: bytes(released),
            next_collection: self.live_bytes.load(Relaxed).saturating_add(self.budget.load(Relaxed)),
            collections: self.collections.load(Relaxed),
            forced_collections: self.forced.load(Relaxed),
            pause_total_ns,
            pause_longest_ns,
            table_bytes: (touched * TABLE_BYTES) as u64,
        }
    }
}
