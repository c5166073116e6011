//! Marking: finds every object that a root reaches. Each worker has a stack of ranges to scan; a
//! worker that runs dry waits at the shared list, and those that still have work give half of
//! theirs away when they see somebody waiting. Marking is over when nobody works and the list is
//! empty. Nobody locks anything while all are busy.

use super::block::{BlockInfo, BlockState};
use super::region::MARK_WORDS;
use super::roots::Roots;
use super::size_class::{BLOCK_BYTES, BLOCK_SHIFT, CLASS_BYTES, CLASS_MAGIC, CLASS_OBJECTS};
use super::{Heap, ObjectKind};
use crate::value::ADDRESS_MASK;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Words scanned in one go: the rest of a larger range goes back to the stack, where it can be
/// given away.
const SCAN_WORDS: usize = 4096;
/// A worker keeps at least this many ranges to itself.
const KEEP_SPANS: usize = 32;
/// Roots are handed out in pieces of this many ranges.
const ROOT_SPANS: usize = 256;

/// Objects that are on their way from memory while others are scanned; a power of two.
const AHEAD: usize = 8;

/// A range of words to scan.
#[derive(Clone, Copy)]
pub struct Span {
    /// First word.
    pub start: *const u64,
    /// How many.
    pub words: usize,
}

// SAFETY: a span is an address and a length; the memory is stable and only read while marking.
unsafe impl Send for Span {}

/// What the marking workers share.
pub(super) struct Marker {
    shared: Mutex<Shared>,
    arrived: Condvar,
    /// Workers at the shared list: a hint to give work away.
    waiting: AtomicUsize,
}

#[derive(Default)]
struct Shared {
    portions: Vec<Vec<Span>>,
    /// Workers with ranges of their own.
    working: usize,
    done: bool,
    parallel: bool,
    /// The epoch whose bits are being set, and the blocks below which objects lie.
    view: Option<(usize, usize)>,
    started: Option<Instant>,
}

impl Marker {
    pub fn new() -> Marker {
        Marker {
            shared: Mutex::new(Shared { done: true, ..Shared::default() }),
            arrived: Condvar::new(),
            waiting: AtomicUsize::new(0),
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time since [`Heap::begin_collection`].
    pub fn started(&self) -> Instant {
        self.shared().started.take().unwrap_or_else(Instant::now)
    }

    fn publish(&self, spans: Vec<Span>) {
        self.shared().portions.push(spans);
        self.arrived.notify_one();
    }

    /// Work from the shared list, or `None` when marking is over. `worked`: the caller held work.
    fn take(&self, mut worked: bool) -> Option<(Vec<Span>, View, bool)> {
        let mut shared = self.shared();
        loop {
            if worked {
                shared.working -= 1;
                worked = false;
            }
            if shared.done {
                return None;
            }
            // Announced as the only marker, a thread sets marks without atomic operations: others
            // that come nevertheless wait until it is done.
            let alone = shared.working == 0;
            if (shared.parallel || alone)
                && let Some(spans) = shared.portions.pop()
            {
                shared.working += 1;
                let (epoch, blocks) = shared.view.unwrap_or_default();
                return Some((spans, View { epoch, blocks }, shared.parallel));
            }
            if shared.working == 0 {
                shared.done = true;
                self.arrived.notify_all();
                return None;
            }
            self.waiting.fetch_add(1, Relaxed);
            shared = self.arrived.wait(shared).unwrap_or_else(PoisonError::into_inner);
            self.waiting.fetch_sub(1, Relaxed);
        }
    }
}

/// What a collection sees of the heap.
#[derive(Clone, Copy)]
struct View {
    epoch: usize,
    blocks: usize,
}

/// The tables marking reads, in registers.
struct Tables<'h> {
    base: usize,
    bytes: usize,
    infos: &'h [BlockInfo],
    marks: &'h [AtomicU64],
    epoch: usize,
}

/// An object found from an address.
struct Found {
    block: usize,
    index: usize,
    start: usize,
    bytes: usize,
    kind: ObjectKind,
}

impl Tables<'_> {
    /// The object that `word`, taken as an address, points into.
    #[inline(always)]
    fn find(&self, word: u64) -> Option<Found> {
        let offset = ((word & ADDRESS_MASK) as usize).wrapping_sub(self.base);
        if offset >= self.bytes {
            return None;
        }
        let block = offset >> BLOCK_SHIFT;
        let info = &self.infos[block];
        let descriptor = info.descriptor();
        let kind = descriptor.kind();
        match descriptor.state() {
            BlockState::Small => {
                let class = descriptor.class();
                let within = (offset & (BLOCK_BYTES - 1)) as u64;
                let index = ((within * CLASS_MAGIC[class]) >> 32) as usize;
                if index >= CLASS_OBJECTS[class] as usize {
                    return None;
                }
                let bytes = CLASS_BYTES[class] as usize;
                let start = self.base + (block << BLOCK_SHIFT) + index * bytes;
                Some(Found { block, index, start, bytes, kind })
            }
            BlockState::Free => None,
            state => self.find_large(block, state, kind),
        }
    }

    #[cold]
    fn find_large(&self, block: usize, state: BlockState, kind: ObjectKind) -> Option<Found> {
        let head = match state {
            BlockState::LargeTail => block - self.infos[block].run.load(Relaxed) as usize,
            _ => block,
        };
        let blocks = self.infos[head].run.load(Relaxed) as usize;
        let start = self.base + (head << BLOCK_SHIFT);
        Some(Found { block: head, index: 0, start, bytes: blocks << BLOCK_SHIFT, kind })
    }

    /// Sets the mark of an allocated object; false when it was set or the object is not allocated.
    #[inline(always)]
    fn set<const PARALLEL: bool>(&self, found: &Found) -> bool {
        let pair = found.block * MARK_WORDS + found.index / 64 * 2;
        let bit = 1u64 << (found.index % 64);
        let new = &self.marks[pair + self.epoch];
        let seen = new.load(Relaxed);
        if seen & bit != 0 {
            return false;
        }
        let allocated = (found.index as u32) < self.infos[found.block].allocated_until.load(Relaxed)
            || self.marks[pair + 1 - self.epoch].load(Relaxed) & bit != 0;
        if !allocated {
            return false;
        }
        if PARALLEL {
            // Relaxed: the mark guards nothing; the objects were written before the workers stopped.
            new.fetch_or(bit, Relaxed) & bit == 0
        } else {
            new.store(seen | bit, Relaxed);
            true
        }
    }

    #[inline(always)]
    fn visit<const PARALLEL: bool>(&self, word: u64, stack: &mut Vec<Span>) {
        if let Some(found) = self.find(word)
            && self.set::<PARALLEL>(&found)
            && found.kind == ObjectKind::Scan
        {
            stack.push(Span { start: found.start as *const u64, words: found.bytes / 8 });
        }
    }

    /// Scans until the stack is empty, giving work away when `marker` has somebody waiting.
    fn drain<const PARALLEL: bool>(&self, stack: &mut Vec<Span>, marker: &Marker) {
        let mut ahead = Ahead::new();
        while let Some(mut span) = ahead.next(stack) {
            if span.words > SCAN_WORDS {
                // SAFETY: within the span.
                let start = unsafe { span.start.add(SCAN_WORDS) };
                stack.push(Span { start, words: span.words - SCAN_WORDS });
                span.words = SCAN_WORDS;
            }
            if PARALLEL && stack.len() > KEEP_SPANS && marker.waiting.load(Relaxed) > 0 {
                let rest = stack.split_off(stack.len() / 2);
                marker.publish(std::mem::replace(stack, rest));
            }
            for i in 0..span.words {
                // SAFETY: a root's range (its giver's promise) or an object's cell; nobody writes
                // while marking.
                let word = unsafe { *span.start.add(i) };
                if word != 0 {
                    self.visit::<PARALLEL>(word, stack);
                }
            }
        }
    }
}

/// A short queue between the stack and scanning: what is taken from the stack is fetched from memory
/// a few objects before it is scanned.
struct Ahead {
    spans: [Span; AHEAD],
    oldest: usize,
}

const NO_SPAN: Span = Span { start: std::ptr::null(), words: 0 };

impl Ahead {
    fn new() -> Ahead {
        Ahead { spans: [NO_SPAN; AHEAD], oldest: 0 }
    }

    /// The next range to scan.
    #[inline(always)]
    fn next(&mut self, stack: &mut Vec<Span>) -> Option<Span> {
        for _ in 0..=AHEAD {
            let new = stack.pop().unwrap_or(NO_SPAN);
            prefetch(new.start);
            let slot = &mut self.spans[self.oldest % AHEAD];
            let span = std::mem::replace(slot, new);
            self.oldest += 1;
            if span.words > 0 {
                return Some(span);
            }
        }
        None
    }
}

#[inline(always)]
fn prefetch(address: *const u64) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint; any address will do.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(address.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

impl Heap {
    /// Starts a collection: all workers have retired their allocators and stand still. `roots` names
    /// the roots; `participants` is the number of threads that will call [`Heap::help_mark`].
    pub fn begin_collection(&self, participants: usize, roots: impl FnOnce(&mut Roots)) {
        let started = Instant::now();
        let epoch = 1 - self.epoch();
        let blocks = self.pool().top();
        self.clear_marks(epoch, blocks);
        let view = View { epoch, blocks };
        {
            let mut shared = self.marker.shared();
            shared.parallel = participants > 1;
            shared.view = Some((epoch, blocks));
            shared.started = Some(started);
        }
        self.give_roots(view, |given| {
            self.watch_roots(given);
            roots(given);
        });
    }

    /// Adds roots to the running collection, after [`Heap::help_mark`] has returned everywhere; call
    /// it once more then. For finalizers, which keep what they are about to see.
    pub fn add_roots(&self, roots: impl FnOnce(&mut Roots)) {
        let view = self.marker.shared().view;
        if let Some((epoch, blocks)) = view {
            self.give_roots(View { epoch, blocks }, roots);
        }
    }

    fn give_roots(&self, view: View, roots: impl FnOnce(&mut Roots)) {
        let mut given = Roots::default();
        roots(&mut given);
        let tables = self.tables(view);
        let mut spans = given.spans;
        for word in given.words {
            tables.visit::<false>(word, &mut spans);
        }
        let mut shared = self.marker.shared();
        shared.portions.extend(spans.chunks(ROOT_SPANS).map(<[Span]>::to_vec));
        shared.done = false;
    }

    /// Marks together with whoever else calls this; returns when all that is reachable is marked.
    pub fn help_mark(&self) {
        let mut worked = false;
        while let Some((mut spans, view, parallel)) = self.marker.take(worked) {
            worked = true;
            let tables = self.tables(view);
            if parallel {
                tables.drain::<true>(&mut spans, &self.marker);
            } else {
                tables.drain::<false>(&mut spans, &self.marker);
            }
        }
    }

    pub(super) fn marking_started(&self) -> Instant {
        self.marker.started()
    }

    fn tables(&self, view: View) -> Tables<'_> {
        Tables {
            base: self.region.base(),
            bytes: view.blocks * BLOCK_BYTES,
            infos: self.region.infos(),
            marks: self.region.marks(),
            epoch: view.epoch,
        }
    }

    /// The words of the object at `address`, if it is one that is scanned.
    pub(super) fn scanned_range(&self, address: u64) -> Option<(*const u64, usize)> {
        let (epoch, blocks) = self.marker.shared().view?;
        let found = self.tables(View { epoch, blocks }).find(address)?;
        (found.kind == ObjectKind::Scan).then_some((found.start as *const u64, found.bytes / 8))
    }

    pub(super) fn marked(&self, address: u64) -> bool {
        let (epoch, blocks) = self.marker.shared().view.unwrap_or((self.epoch(), 0));
        let tables = self.tables(View { epoch, blocks });
        tables.find(address).is_none_or(|found| {
            let pair = found.block * MARK_WORDS + found.index / 64 * 2;
            tables.marks[pair + epoch].load(Relaxed) >> (found.index % 64) & 1 != 0
        })
    }

    fn clear_marks(&self, epoch: usize, blocks: usize) {
        let (infos, marks) = (self.region.infos(), self.region.marks());
        for block in 0..blocks {
            let descriptor = infos[block].descriptor();
            let objects = match descriptor.state() {
                BlockState::Small => CLASS_OBJECTS[descriptor.class()] as usize,
                BlockState::LargeHead => 1,
                BlockState::Free | BlockState::LargeTail => continue,
            };
            for word in 0..objects.div_ceil(64) {
                marks[block * MARK_WORDS + 2 * word + epoch].store(0, Relaxed);
            }
        }
    }
}
