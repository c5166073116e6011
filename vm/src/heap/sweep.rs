//! After marking: counts what lives, returns empty blocks to the pool (and, beyond what the next
//! cycle will want, to the system) and lists the blocks with holes. Only the tables are touched; the
//! holes themselves are swept when allocators take them.

use super::block::{BlockState, Descriptor};
use super::region::MARK_WORDS;
use super::size_class::{BLOCK_BYTES, CLASS_BYTES, CLASS_OBJECTS, CLASSES};
use super::{Heap, ObjectKind};
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

/// A block is listed when at least one in so many of its objects is free.
const HOLES_SHARE: u32 = 16;

/// What a collection found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CollectionReport {
    /// Objects that live.
    pub live_objects: u64,
    /// Bytes of their cells.
    pub live_bytes: u64,
    /// Blocks that became free.
    pub freed_blocks: u64,
    /// How long the workers stood still.
    pub pause: Duration,
    /// A func value without parameters to start a goroutine with: finalizers are due.
    pub start: Option<u64>,
}

impl Heap {
    /// Ends the collection; the workers may go on.
    pub fn finish_collection(&self) -> CollectionReport {
        let start = self.settle_watches();
        let epoch = 1 - self.epoch();
        self.epoch.store(epoch, Relaxed);
        let mut report = self.sweep_tables(epoch);
        report.start = start;
        report.pause = self.marking_started().elapsed();
        let budget = self.pacing.collected(report.live_objects, report.live_bytes, report.pause);
        // As many used blocks stay as the next cycle will want.
        self.release_surplus((budget / BLOCK_BYTES as u64).saturating_mul(5) / 4 + 16);
        self.account.heap_shrinks(report.freed_blocks * BLOCK_BYTES as u64);
        self.account.collected(report.live_bytes);
        report
    }

    fn sweep_tables(&self, epoch: usize) -> CollectionReport {
        let mut report = CollectionReport::default();
        let mut lists: [[Vec<u32>; CLASSES]; 2] =
            std::array::from_fn(|_| std::array::from_fn(|_| Vec::new()));
        let mut pool = self.pool();
        let infos = self.region.infos();
        let mut block = 0;
        while block < pool.top() {
            let info = &infos[block];
            let descriptor = info.descriptor();
            info.allocated_until.store(0, Relaxed);
            let (blocks, live, bytes) = match descriptor.state() {
                BlockState::Small => {
                    info.dirty.store(1, Relaxed);
                    let class = descriptor.class();
                    let live = self.count_marks(block, class, epoch);
                    let free = CLASS_OBJECTS[class] - live;
                    if live > 0 && free > 0 && free * HOLES_SHARE >= CLASS_OBJECTS[class] {
                        lists[descriptor.kind() as usize][class].push(block as u32);
                    }
                    (1, u64::from(live), u64::from(live) * u64::from(CLASS_BYTES[class]))
                }
                BlockState::LargeHead => {
                    let blocks = info.run.load(Relaxed) as usize;
                    let word = &self.region.marks()[block * MARK_WORDS + epoch];
                    let live = word.load(Relaxed) & 1;
                    (blocks, live, live * (blocks * BLOCK_BYTES) as u64)
                }
                BlockState::Free | BlockState::LargeTail => {
                    block += 1;
                    continue;
                }
            };
            if live == 0 {
                for info in &infos[block..block + blocks] {
                    info.set_descriptor(Descriptor::FREE);
                }
                pool.put(block, blocks);
                report.freed_blocks += blocks as u64;
            }
            report.live_objects += live;
            report.live_bytes += bytes;
            block += blocks;
        }
        drop(pool);
        for (kind, lists) in [ObjectKind::Scan, ObjectKind::PointerFree].into_iter().zip(lists) {
            for (class, mut list) in lists.into_iter().enumerate() {
                list.reverse(); // taken from the end: low blocks first, so that high ones empty out
                *self.partial(kind, class) = list;
            }
        }
        report
    }

    fn count_marks(&self, block: usize, class: usize, epoch: usize) -> u32 {
        let words = (CLASS_OBJECTS[class] as usize).div_ceil(64);
        let start = block * MARK_WORDS + epoch;
        let marks = self.region.marks()[start..].iter().step_by(2).take(words);
        marks.map(|word| word.load(Relaxed).count_ones()).sum()
    }

    /// Keeps the memory of `keep` free blocks, the lowest ones, and gives that of the others back.
    pub(super) fn release_surplus(&self, mut keep: u64) {
        let mut pool = self.pool();
        let dirty = |block: usize| &self.region.infos()[block].dirty;
        let mut run_start = None;
        for block in 0..=pool.touched() {
            let free = block < pool.touched() && (block >= pool.top() || pool.is_free(block));
            if free && dirty(block).load(Relaxed) != 0 && keep > 0 {
                keep -= 1;
            } else if free && dirty(block).swap(0, Relaxed) != 0 {
                run_start.get_or_insert(block);
                continue;
            }
            if let Some(start) = run_start.take() {
                self.region.release(start, block - start);
            }
        }
        pool.trim();
    }
}
