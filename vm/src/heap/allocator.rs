//! A worker's allocator: for each class and kind a *lane*, a piece of a hole to bump through. Only
//! when a piece is used up anything else happens: the next piece, hole or block is looked for and
//! its bytes are booked with pacing. Allocators hold addresses as numbers only.

use super::block::{BlockState, Descriptor, HUGE_PAGE_BLOCKS};
use super::region::MARK_WORDS;
use super::size_class::{
    BLOCK_BYTES, CLASS_BYTES, CLASS_OBJECTS, CLASSES, FINE_BYTES_MAX, SMALL_BYTES_MAX, class_of,
    fine_class_of,
};
use super::{Heap, ObjectKind};
use crate::fault::OutOfMemory;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

/// Holes are zeroed and handed out in pieces of this size, so that they are still in the cache when
/// the objects are written.
const PIECE_BYTES: usize = 4096;
/// Bytes a worker hands out before it books them with pacing.
const BOOK_BYTES: u64 = 32 << 10;

/// No block.
const NONE: usize = usize::MAX;
/// Lanes of one kind: the classes, rounded up so that indexing needs no test.
const LANES: usize = CLASSES.next_power_of_two();

/// The free cells of a lane's piece: what the fast path touches.
#[derive(Clone, Copy, Default)]
struct Bump {
    cursor: usize,
    limit: usize,
}

/// Where a lane's pieces come from.
#[derive(Clone, Copy)]
struct Lane {
    /// Objects from here to the cursor have not been counted yet.
    counted: usize,
    block: usize,
    /// The next piece starts at this object of the block; the hole ends before that one.
    next: u32,
    hole_end: u32,
}

const EMPTY_LANE: Lane = Lane { counted: 0, block: NONE, next: 0, hole_end: 0 };

/// Allocates for one worker.
pub struct Allocator {
    bumps: [Bump; 2 * LANES],
    lanes: [Lane; 2 * LANES],
    heap: Arc<Heap>,
    piece_bytes: usize,
    unbooked: u64,
    objects: u64,
    bytes: u64,
}

impl Allocator {
    /// An allocator of `heap`.
    pub fn new(heap: Arc<Heap>) -> Allocator {
        let piece_bytes = if heap.stress { 1 } else { PIECE_BYTES };
        Allocator {
            bumps: [Bump::default(); 2 * LANES],
            lanes: [EMPTY_LANE; 2 * LANES],
            heap,
            piece_bytes,
            unbooked: 0,
            objects: 0,
            bytes: 0,
        }
    }

    /// The heap it allocates from.
    pub fn heap(&self) -> &Arc<Heap> {
        &self.heap
    }

    /// A new object of `bytes` zero bytes (rounded up to a class), aligned to 8. Never collects:
    /// the object may be held in plain variables until the worker next stops.
    #[inline(always)]
    pub fn alloc(&mut self, bytes: usize, kind: ObjectKind) -> Result<NonNull<u8>, OutOfMemory> {
        if bytes > FINE_BYTES_MAX {
            return self.alloc_big(bytes, kind);
        }
        let class = fine_class_of(bytes);
        let bump = &mut self.bumps[lane_index(class, kind)];
        let object = bump.cursor;
        let next = object + class_bytes_of(class);
        if next > bump.limit {
            return self.alloc_slow(class, kind);
        }
        bump.cursor = next;
        NonNull::new(object as *mut u8).ok_or(OutOfMemory)
    }

    /// A new object of `words` zero words, as an address.
    #[inline(always)]
    pub fn alloc_words(&mut self, words: usize, kind: ObjectKind) -> Result<u64, OutOfMemory> {
        let bytes = words.checked_mul(8).ok_or(OutOfMemory)?;
        self.alloc(bytes, kind).map(|object| object.as_ptr() as u64)
    }

    /// Gives all unused room back and publishes what was counted: before the worker stops for a
    /// collection or goes to sleep, and before the allocator is dropped. It may be used on.
    pub fn retire(&mut self) {
        self.publish();
        let heap = &*self.heap;
        for (i, (bump, lane)) in self.bumps.iter_mut().zip(&mut self.lanes).enumerate() {
            if lane.block != NONE {
                let class = i % LANES;
                let info = &heap.region.infos()[lane.block];
                if bump.cursor < bump.limit {
                    let used = bump.cursor - heap.region.block_address(lane.block);
                    info.allocated_until.store((used / class_bytes_of(class)) as u32, Relaxed);
                }
                if info.allocated_until.load(Relaxed) < CLASS_OBJECTS[class] {
                    let kind = info.descriptor().kind();
                    heap.partial(kind, class).push(lane.block as u32);
                }
            }
            (*bump, *lane) = (Bump::default(), EMPTY_LANE);
        }
    }

    /// Publishes this worker's counts, so that [`Heap::statistics`] has them exactly.
    pub fn publish(&mut self) {
        for i in 0..self.lanes.len() {
            self.count_lane(i);
        }
        self.book(0);
    }

    /// Counts what a lane has handed out since it was last counted.
    fn count_lane(&mut self, lane: usize) {
        let cursor = self.bumps[lane].cursor;
        let bytes = cursor - self.lanes[lane].counted;
        self.lanes[lane].counted = cursor;
        if bytes > 0 {
            self.bytes += bytes as u64;
            self.objects += (bytes / class_bytes_of(lane % LANES)) as u64;
        }
    }

    #[cold]
    #[inline(never)]
    fn alloc_slow(&mut self, class: usize, kind: ObjectKind) -> Result<NonNull<u8>, OutOfMemory> {
        let index = lane_index(class, kind);
        self.count_lane(index);
        let (bump, lane) = (&mut self.bumps[index], &mut self.lanes[index]);
        while !lane.next_piece(bump, &self.heap, class, self.piece_bytes) {
            lane.block = self.heap.block_with_holes(class, kind)?;
            // Below this, all is taken: the block may be one that another allocator gave back.
            let taken = self.heap.region.infos()[lane.block].allocated_until.load(Relaxed);
            (lane.next, lane.hole_end) = (taken, taken);
        }
        let object = bump.cursor;
        bump.cursor += class_bytes_of(class);
        self.unbooked += (bump.limit - object) as u64;
        if self.unbooked >= BOOK_BYTES || self.heap.stress {
            self.book(0);
        }
        NonNull::new(object as *mut u8).ok_or(OutOfMemory)
    }

    #[cold]
    #[inline(never)]
    fn alloc_big(&mut self, bytes: usize, kind: ObjectKind) -> Result<NonNull<u8>, OutOfMemory> {
        if bytes > SMALL_BYTES_MAX {
            return self.alloc_large(bytes, kind);
        }
        let class = class_of(bytes);
        let bump = &mut self.bumps[lane_index(class, kind)];
        let object = bump.cursor;
        if object + class_bytes_of(class) > bump.limit {
            return self.alloc_slow(class, kind);
        }
        bump.cursor += class_bytes_of(class);
        NonNull::new(object as *mut u8).ok_or(OutOfMemory)
    }

    fn alloc_large(&mut self, bytes: usize, kind: ObjectKind) -> Result<NonNull<u8>, OutOfMemory> {
        let blocks = bytes.checked_next_multiple_of(BLOCK_BYTES).ok_or(OutOfMemory)? / BLOCK_BYTES;
        let address = self.heap.take_large(blocks, kind)?;
        if blocks >= HUGE_PAGE_BLOCKS {
            let region = &self.heap.region;
            region.prefer_huge_pages((address - region.base()) / BLOCK_BYTES, blocks);
        }
        let bytes = (blocks * BLOCK_BYTES) as u64;
        self.objects += 1;
        self.bytes += bytes;
        self.book(bytes);
        NonNull::new(address as *mut u8).ok_or(OutOfMemory)
    }

    /// Books `bytes` and all that was handed out in pieces, and publishes the counts.
    fn book(&mut self, bytes: u64) {
        let bytes = bytes + std::mem::take(&mut self.unbooked);
        self.heap.pacing.count(self.objects, self.bytes);
        (self.objects, self.bytes) = (0, 0);
        if self.heap.stress {
            self.heap.pacing.request();
        }
        self.heap.pacing.spend(bytes);
    }
}

#[inline(always)]
fn lane_index(class: usize, kind: ObjectKind) -> usize {
    kind as usize * LANES + class % LANES
}

#[inline(always)]
fn class_bytes_of(class: usize) -> usize {
    CLASS_BYTES[class % LANES] as usize
}

impl Drop for Allocator {
    fn drop(&mut self) {
        self.retire();
    }
}

impl Lane {
    /// Moves on to the next piece of the block's holes; false when the block has none left.
    fn next_piece(&mut self, bump: &mut Bump, heap: &Heap, class: usize, piece_bytes: usize) -> bool {
        *bump = Bump::default();
        self.counted = 0;
        if self.block == NONE {
            return false;
        }
        if self.next >= self.hole_end {
            let Some((start, end)) = heap.find_hole(self.block, class, self.hole_end) else {
                self.block = NONE;
                return false;
            };
            (self.next, self.hole_end) = (start, end);
        }
        let size = class_bytes_of(class);
        let objects = ((piece_bytes / size).max(1) as u32).min(self.hole_end - self.next);
        let info = &heap.region.infos()[self.block];
        let start = heap.region.block_address(self.block) + self.next as usize * size;
        let bytes = objects as usize * size;
        if info.dirty.load(Relaxed) != 0 {
            // SAFETY: these cells are free and this lane's alone.
            unsafe { std::ptr::write_bytes(start as *mut u8, 0, bytes) };
        }
        self.next += objects;
        info.allocated_until.store(self.next, Relaxed);
        self.counted = start;
        *bump = Bump { cursor: start, limit: start + bytes };
        true
    }
}

impl Heap {
    /// A block of this class and kind that may have holes: one that the last collection listed or an
    /// allocator gave back, or a new one.
    fn block_with_holes(&self, class: usize, kind: ObjectKind) -> Result<usize, OutOfMemory> {
        if let Some(block) = self.partial(kind, class).pop() {
            return Ok(block as usize);
        }
        let block = self.take_blocks(1)?;
        for word in 0..MARK_WORDS {
            self.region.marks()[block * MARK_WORDS + word].store(0, Relaxed);
        }
        let info = &self.region.infos()[block];
        info.allocated_until.store(0, Relaxed);
        info.set_descriptor(Descriptor::new(BlockState::Small, kind, class));
        Ok(block)
    }

    /// The first hole (range of object numbers) of a block from object `from` on: cells that the
    /// last collection did not mark.
    fn find_hole(&self, block: usize, class: usize, from: u32) -> Option<(u32, u32)> {
        let objects = CLASS_OBJECTS[class];
        let marks = &self.region.marks()[block * MARK_WORDS..][..MARK_WORDS];
        let epoch = self.epoch();
        let next = |mut at: u32, marked: bool| {
            while at < objects {
                let word = marks[(at / 64) as usize * 2 + epoch].load(Relaxed);
                let word = if marked { word } else { !word } >> (at % 64);
                if word != 0 {
                    return (at + word.trailing_zeros()).min(objects);
                }
                at = (at / 64 + 1) * 64;
            }
            objects
        };
        let start = next(from, false);
        (start < objects).then(|| (start, next(start, true)))
    }

    /// A run of blocks for one object.
    fn take_large(&self, blocks: usize, kind: ObjectKind) -> Result<usize, OutOfMemory> {
        let head = self.take_blocks(blocks)?;
        let infos = &self.region.infos()[head..head + blocks];
        let marks = &self.region.marks()[head * MARK_WORDS..];
        marks[0].store(0, Relaxed);
        marks[1].store(0, Relaxed);
        for (i, info) in infos.iter().enumerate() {
            if info.dirty.swap(1, Relaxed) != 0 {
                let start = self.region.block_address(head + i) as *mut u8;
                // SAFETY: the run is ours alone.
                unsafe { std::ptr::write_bytes(start, 0, BLOCK_BYTES) };
            }
            info.run.store(i as u32, Relaxed);
            info.set_descriptor(Descriptor::new(BlockState::LargeTail, kind, 0));
        }
        infos[0].run.store(blocks as u32, Relaxed);
        infos[0].allocated_until.store(1, Relaxed);
        infos[0].set_descriptor(Descriptor::new(BlockState::LargeHead, kind, 0));
        Ok(self.region.block_address(head))
    }
}
