//! The collected heap: a reserved region of 64 KiB blocks, each of one size class and one kind.
//! Objects have no headers; marks lie in a table beside the blocks. [`Allocator`]s (one a worker)
//! bump into the holes that the last collection's marks left and never collect; they only ask, by
//! the hook of [`Heap::on_collection_request`]. A collection runs when all workers stand still and
//! is conservative: it trusts no type and no length, so a racing program cannot mislead it.
//!
//! Protocol: every worker calls [`Allocator::retire`] and stops; one calls
//! [`Heap::begin_collection`]; every stopped worker calls [`Heap::help_mark`]; the one calls
//! [`Heap::finish_collection`]; the workers go on. All state is here: two heaps live in one process.

mod allocator;
mod block;
mod mark;
mod pacing;
mod pauses;
mod permanent;
mod region;
mod roots;
mod size_class;
mod sweep;
mod watch;

pub use allocator::Allocator;
pub use pacing::HeapStatistics;
pub use pauses::Pause;
pub use permanent::Permanent;
pub use roots::Roots;
pub use sweep::CollectionReport;
pub use watch::{DueCall, weak_target};

use crate::fault::OutOfMemory;
use crate::memory::{MemoryAccount, Room};
use block::BlockPool;
use mark::Marker;
use pacing::Pacing;
use region::Region;
use size_class::CLASSES;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use watch::Watches;

/// Whether the collector looks into an object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum ObjectKind {
    /// May hold addresses: scanned.
    Scan = 0,
    /// Holds no address: never scanned.
    PointerFree = 1,
}

impl ObjectKind {
    /// By a type's `pointer_free`.
    pub fn of(pointer_free: bool) -> ObjectKind {
        if pointer_free { ObjectKind::PointerFree } else { ObjectKind::Scan }
    }
}

/// How a heap is set up.
#[derive(Clone, Copy, Debug)]
pub struct HeapOptions {
    /// Addresses to reserve, in bytes; less when the system refuses.
    pub reserve_bytes: usize,
    /// A collection is not asked for below this many bytes (times `percent` / 100).
    pub minimum_bytes: u64,
    /// How much the heap may grow over what survived, in percent; `None` never collects by itself.
    pub percent: Option<u32>,
    /// What the heap and the machine's stacks should take together at most, in bytes (as Go's
    /// `GOMEMLIMIT`): collections come earlier for it.
    pub limit_bytes: Option<u64>,
    /// Ask for a collection at every allocation: a test's knob.
    pub stress: bool,
}

impl Default for HeapOptions {
    fn default() -> HeapOptions {
        HeapOptions {
            reserve_bytes: 64 << 30,
            minimum_bytes: 3 << 20,
            percent: Some(100),
            limit_bytes: None,
            stress: false,
        }
    }
}

/// Marking less than this takes about as long as waking a thread does.
const HELPERS_FROM_BYTES: u64 = 4 << 20;

/// Blocks with holes, of one class and kind.
type PartialBlocks = Mutex<Vec<u32>>;

/// A heap.
pub struct Heap {
    region: Region,
    pool: Mutex<BlockPool>,
    partial: [[PartialBlocks; CLASSES]; 2],
    /// Which of the two bits an object has is its mark of the last collection: 0 or 1.
    epoch: AtomicUsize,
    pacing: Pacing,
    marker: Marker,
    watches: Watches,
    stress: bool,
    account: Arc<MemoryAccount>,
}

impl Heap {
    /// A heap without a limit.
    pub fn new(options: HeapOptions) -> Result<Arc<Heap>, OutOfMemory> {
        Heap::with_account(options, Arc::new(MemoryAccount::new(None)))
    }

    /// Reserves the region.
    pub(crate) fn with_account(
        options: HeapOptions,
        account: Arc<MemoryAccount>,
    ) -> Result<Arc<Heap>, OutOfMemory> {
        let region = Region::reserve(options.reserve_bytes)?;
        let pacing = Pacing::new(&options, (region.blocks() * size_class::BLOCK_BYTES) as u64);
        Ok(Arc::new(Heap {
            region,
            pool: Mutex::new(BlockPool::new()),
            partial: std::array::from_fn(|_| std::array::from_fn(|_| PartialBlocks::default())),
            epoch: AtomicUsize::new(0),
            pacing,
            marker: Marker::new(),
            watches: Watches::default(),
            stress: options.stress,
            account,
        }))
    }

    /// Sets what is called when a collection is wanted: at most once until the next collection, on
    /// whatever thread allocates. The hook must not allocate from this heap. The first hook stays.
    pub fn on_collection_request(&self, hook: Box<dyn Fn() + Send + Sync>) {
        self.pacing.set_hook(hook);
    }

    /// A collection is wanted.
    #[inline]
    pub fn collection_requested(&self) -> bool {
        self.pacing.requested()
    }

    /// Asks for a collection.
    pub fn request_collection(&self) {
        self.pacing.request();
    }

    /// Sets how much the heap may grow between collections, in percent of what survived (`None`:
    /// never collect by itself) and returns what was set before.
    pub fn set_percent(&self, percent: Option<u32>) -> Option<u32> {
        self.pacing.set_percent(percent)
    }

    /// The limit of memory so far, in bytes (`u64::MAX`: none); sets it when there is a new one.
    pub fn set_limit(&self, limit_bytes: Option<u64>) -> u64 {
        self.pacing.set_limit(limit_bytes)
    }

    /// Tells how much memory the machine has beside the heap (stacks): it counts for the limit.
    pub fn note_other_bytes(&self, bytes: u64) {
        self.pacing.note_other_bytes(bytes);
    }

    /// The pauses of the newest collections, 256 at most, the last one first.
    pub fn pauses(&self) -> Vec<Pause> {
        self.pacing.pauses()
    }

    /// Gives the memory of all free blocks back to the system.
    pub fn release_free_memory(&self) {
        self.release_surplus(0);
    }

    /// Numbers for `runtime.MemStats`. What running allocators have not published yet (at most a
    /// few KiB for each size in use) is missing.
    pub fn statistics(&self) -> HeapStatistics {
        let pool = self.pool();
        let free = |block: &usize| *block >= pool.top() || pool.is_free(*block);
        let infos = self.region.infos();
        let (mut idle, mut released) = (0, 0);
        for block in (0..pool.touched()).filter(free) {
            idle += 1;
            released += usize::from(infos[block].dirty.load(Relaxed) == 0);
        }
        self.pacing.statistics(pool.touched(), idle, released)
    }

    /// Whether a collection now is long enough to call sleeping workers for help.
    pub fn helpers_pay(&self) -> bool {
        self.pacing.alive_bytes() > HELPERS_FROM_BYTES
    }

    /// A collection on this thread alone. All allocators are retired, all workers stand still.
    pub fn collect(&self, roots: impl FnOnce(&mut Roots)) -> CollectionReport {
        self.begin_collection(1, roots);
        self.help_mark();
        self.finish_collection()
    }

    /// Whether `address` lies in an object that the running collection has marked, for weak
    /// references and finalizers: meaningful after [`Heap::help_mark`] and before
    /// [`Heap::finish_collection`]. Addresses outside of the heap count as marked.
    pub fn is_marked(&self, address: u64) -> bool {
        self.marked(address)
    }

    /// Whether `address` lies in the heap's region.
    pub fn contains(&self, address: u64) -> bool {
        (address as usize).wrapping_sub(self.region.base()) < self.region.blocks() * size_class::BLOCK_BYTES
    }

    /// A run of free blocks, now in use. Asks for a collection, or fails, when that is more than the
    /// limit allows.
    fn take_blocks(&self, blocks: usize) -> Result<usize, OutOfMemory> {
        let bytes = (blocks * size_class::BLOCK_BYTES) as u64;
        match self.account.heap_grows(bytes) {
            Room::Enough => {}
            Room::Collect => self.pacing.request(),
            Room::Refused => return Err(OutOfMemory),
        }
        let taken = self.pool().take(&self.region, blocks);
        if taken.is_none() {
            self.account.heap_shrinks(bytes);
        }
        taken.ok_or(OutOfMemory)
    }

    /// Whether an object of so many bytes can ever be had; the limit on memory is reached when that
    /// is why not.
    pub fn can_hold(&self, bytes: usize) -> bool {
        self.account.can_hold(bytes as u64) && bytes <= self.region.blocks() * size_class::BLOCK_BYTES
    }

    fn pool(&self) -> MutexGuard<'_, BlockPool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn partial(&self, kind: ObjectKind, class: usize) -> MutexGuard<'_, Vec<u32>> {
        self.partial[kind as usize][class].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mark words of the last collection in `block`: word `i` is at twice `i`.
    fn epoch(&self) -> usize {
        self.epoch.load(Relaxed)
    }
}

#[cfg(test)]
mod tests;
