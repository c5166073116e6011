//! The heaps of pending timers: a few shards, each a 4-ary heap under a lock of its own. A worker
//! adds to its own shard; whoever has time fires what is due in all of them.

use super::{RuntimeTimer, clock, fire_timer};
use crate::goroutine::Goroutine;
use crate::scheduler::{Worker, lock};
use crate::value::Word;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};

const SHARDS: usize = 8;
/// Children of a node.
const ARITY: usize = 4;
/// Taken out at once, before the lock is released and they are fired.
const BATCH: usize = 64;

/// All pending timers.
pub struct Timers {
    shards: [Shard; SHARDS],
    /// Shards from here on were never used.
    used: AtomicUsize,
}

#[repr(align(128))]
struct Shard {
    /// Its earliest deadline; `u64::MAX` when empty.
    earliest_ns: AtomicU64,
    heap: Mutex<Vec<Entry>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    when_ns: u64,
    what: Pending,
}

#[derive(Clone, Copy, Debug)]
enum Pending {
    Sleeper(*mut Goroutine),
    Timer(*const RuntimeTimer),
}

impl Pending {
    fn is_alarm(self) -> bool {
        // SAFETY: timers in a heap are kept alive by it (`for_each_word`).
        matches!(self, Pending::Timer(timer) if unsafe { (*timer).clock } == clock::ALARM)
    }
}

// SAFETY: a sleeping goroutine belongs to the heap; a timer is touched under its locks only.
unsafe impl Send for Entry {}

impl Timers {
    pub(crate) fn new() -> Timers {
        let shard = |_| Shard { earliest_ns: AtomicU64::new(u64::MAX), heap: Mutex::default() };
        Timers { shards: std::array::from_fn(shard), used: AtomicUsize::new(0) }
    }

    /// The earliest deadline; `u64::MAX` without any.
    #[inline]
    pub fn earliest_ns(&self) -> u64 {
        let used = self.used.load(Acquire);
        let mut earliest_ns = u64::MAX;
        for shard in &self.shards[..used] {
            earliest_ns = earliest_ns.min(shard.earliest_ns.load(Acquire));
        }
        earliest_ns
    }

    /// Nothing is pending that somebody may wait for: nothing, or alarms.
    pub fn only_alarms(&self) -> bool {
        self.earliest_ns() == u64::MAX
            || self.shards.iter().all(|shard| lock(&shard.heap).iter().all(|entry| entry.what.is_alarm()))
    }

    /// A parked goroutine that goes on at `when_ns`.
    pub(super) fn add_sleeper(&self, worker: usize, when_ns: u64, goroutine: *mut Goroutine) {
        self.add(worker, Entry { when_ns, what: Pending::Sleeper(goroutine) });
    }

    /// A timer that stands in no heap.
    pub(super) fn add_timer(&self, worker: usize, when_ns: u64, timer: &RuntimeTimer) {
        self.add(worker, Entry { when_ns, what: Pending::Timer(timer) });
    }

    fn add(&self, worker: usize, entry: Entry) {
        let index = worker % SHARDS;
        self.used.fetch_max(index + 1, AcqRel);
        let shard = &self.shards[index];
        let mut heap = lock(&shard.heap);
        heap.push(entry);
        let last = heap.len() - 1;
        sift_up(&mut heap, index, last);
        shard.earliest_ns.store(heap[0].when_ns, Release);
    }

    /// Takes a timer out; false when it stands in no heap.
    pub(super) fn remove(&self, timer: &RuntimeTimer) -> bool {
        loop {
            let Some((index, _)) = unpack(timer.place.load(Acquire)) else { return false };
            let shard = &self.shards[index];
            let mut heap = lock(&shard.heap);
            match unpack(timer.place.load(Acquire)) {
                None => return false,
                Some((same, at)) if same == index => {
                    remove_at(&mut heap, index, at);
                    shard.update(&heap);
                    return true;
                }
                // Fired and added elsewhere in between.
                Some(_) => {}
            }
        }
    }

    /// A sleeping goroutine is woken otherwise: it leaves its heap.
    pub(crate) fn remove_sleeper(&self, goroutine: *const Goroutine) {
        let sleeps = |entry: &Entry| matches!(entry.what, Pending::Sleeper(g) if ptr::eq(g, goroutine));
        for (index, shard) in self.shards.iter().enumerate() {
            let mut heap = lock(&shard.heap);
            if let Some(at) = heap.iter().position(sleeps) {
                remove_at(&mut heap, index, at);
                shard.update(&heap);
                return;
            }
        }
    }

    /// Wakes sleepers and fires timers whose time has come.
    pub(crate) fn fire(&self, worker: &mut Worker, now_ns: u64) {
        for (index, shard) in self.shards[..self.used.load(Acquire)].iter().enumerate() {
            while shard.earliest_ns.load(Acquire) <= now_ns {
                let due = shard.take_due(index, now_ns);
                for what in due {
                    match what {
                        Pending::Sleeper(goroutine) => worker.ready(goroutine),
                        // SAFETY: just taken out of the heap, on a worker that is not at a
                        // safepoint: whoever added it kept it alive until now.
                        Pending::Timer(timer) => unsafe { fire_timer(worker, timer.cast_mut()) },
                    }
                }
            }
        }
    }

    /// Addresses of pending timers, for the collector.
    pub(crate) fn for_each_word(&self, mut visit: impl FnMut(Word)) {
        for shard in &self.shards {
            for entry in lock(&shard.heap).iter() {
                if let Pending::Timer(timer) = entry.what {
                    visit(timer as Word);
                }
            }
        }
    }
}

impl Shard {
    fn take_due(&self, index: usize, now_ns: u64) -> Vec<Pending> {
        let mut due = Vec::new();
        let mut heap = lock(&self.heap);
        while due.len() < BATCH && heap.first().is_some_and(|first| first.when_ns <= now_ns) {
            due.push(heap[0].what);
            remove_at(&mut heap, index, 0);
        }
        self.update(&heap);
        due
    }

    fn update(&self, heap: &[Entry]) {
        self.earliest_ns.store(heap.first().map_or(u64::MAX, |first| first.when_ns), Release);
    }
}

/// A place: the shard in the low bits, the index plus one above.
fn pack(shard: usize, at: usize) -> u64 {
    (at as u64 + 1) << 8 | shard as u64
}

fn unpack(place: u64) -> Option<(usize, usize)> {
    let at = (place >> 8).checked_sub(1)?;
    Some(((place & 0xff) as usize, at as usize))
}

/// Writes an entry and tells the timer where it stands.
fn set(heap: &mut [Entry], shard: usize, at: usize, entry: Entry) {
    heap[at] = entry;
    if let Pending::Timer(timer) = entry.what {
        // SAFETY: timers in a heap are kept alive by it (`for_each_word`).
        unsafe { &*timer }.place.store(pack(shard, at), Release);
    }
}

fn sift_up(heap: &mut [Entry], shard: usize, mut at: usize) {
    let entry = heap[at];
    while at > 0 {
        let parent = (at - 1) / ARITY;
        if heap[parent].when_ns <= entry.when_ns {
            break;
        }
        set(heap, shard, at, heap[parent]);
        at = parent;
    }
    set(heap, shard, at, entry);
}

fn sift_down(heap: &mut [Entry], shard: usize, mut at: usize) {
    let entry = heap[at];
    loop {
        let first = at * ARITY + 1;
        let children = first..(first + ARITY).min(heap.len());
        let Some(child) = children.min_by_key(|&child| heap[child].when_ns) else { break };
        if heap[child].when_ns >= entry.when_ns {
            break;
        }
        set(heap, shard, at, heap[child]);
        at = child;
    }
    set(heap, shard, at, entry);
}

fn remove_at(heap: &mut Vec<Entry>, shard: usize, at: usize) {
    let removed = heap.swap_remove(at);
    if at < heap.len() {
        sift_down(heap, shard, at);
        sift_up(heap, shard, at);
    }
    if let Pending::Timer(timer) = removed.what {
        // SAFETY: alive until it is out of the heap.
        unsafe { &*timer }.place.store(0, Release);
    }
}
