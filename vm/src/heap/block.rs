//! Blocks: their descriptors, and the pool that hands out runs of them. A block holds objects of one
//! size class and one kind, or is part of a run that holds one large object.

use super::ObjectKind;
use super::region::HUGE_PAGE_BYTES;
use super::region::Region;
use super::size_class::BLOCK_BYTES;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What a block is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BlockState {
    /// Nothing.
    Free = 0,
    /// Small objects of one class.
    Small = 1,
    /// The first block of a large object.
    LargeHead = 2,
    /// A further block of a large object.
    LargeTail = 3,
}

/// A block's use in one word, so that marking reads it at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Descriptor(u32);

impl Descriptor {
    /// Of a block without use.
    pub const FREE: Descriptor = Descriptor(0);

    /// From parts; `class` counts for small objects only.
    pub fn new(state: BlockState, kind: ObjectKind, class: usize) -> Descriptor {
        Descriptor(state as u32 | (kind as u32) << 8 | (class as u32) << 16)
    }
    /// The use.
    #[inline(always)]
    pub fn state(self) -> BlockState {
        match self.0 as u8 {
            1 => BlockState::Small,
            2 => BlockState::LargeHead,
            3 => BlockState::LargeTail,
            _ => BlockState::Free,
        }
    }
    /// The kind of its objects.
    #[inline(always)]
    pub fn kind(self) -> ObjectKind {
        if (self.0 >> 8) as u8 == ObjectKind::PointerFree as u8 {
            ObjectKind::PointerFree
        } else {
            ObjectKind::Scan
        }
    }
    /// The class of its objects.
    #[inline(always)]
    pub fn class(self) -> usize {
        (self.0 >> 16) as usize
    }
}

/// What is known of a block. Written by who owns the block (an allocator, or the pool under its
/// lock) and, while the workers stand still, by the collection; relaxed accesses suffice because
/// stopping the workers orders them.
#[repr(C, align(16))]
pub struct BlockInfo {
    descriptor: AtomicU32,
    /// Objects with lower numbers have been allocated since the last collection, or survived it.
    /// The others are allocated exactly when their mark of the last collection is set.
    pub allocated_until: AtomicU32,
    /// Head of a run: its blocks. Tail: distance to the head.
    pub run: AtomicU32,
    /// 1 when the memory may hold something else than zeros.
    pub dirty: AtomicU32,
}

impl BlockInfo {
    /// The use.
    #[inline(always)]
    pub fn descriptor(&self) -> Descriptor {
        Descriptor(self.descriptor.load(Relaxed))
    }
    /// Changes the use.
    pub fn set_descriptor(&self, descriptor: Descriptor) {
        self.descriptor.store(descriptor.0, Relaxed);
    }
}

/// Blocks of a huge page.
pub const HUGE_PAGE_BLOCKS: usize = HUGE_PAGE_BYTES / BLOCK_BYTES;

/// Above this much heap, huge pages are asked for (below, they would only make scripts big).
const HUGE_PAGES_FROM_BLOCKS: usize = (32 << 20) / BLOCK_BYTES;

/// Which blocks are free: those in the bitmap below `top`, and all from `top` on.
pub struct BlockPool {
    free: Vec<u64>,
    free_blocks: usize,
    top: usize,
    /// Highest `top` ever.
    touched: usize,
    /// No free block lies below this word of the bitmap.
    first_word: usize,
    huge: bool,
}

impl BlockPool {
    /// All free.
    pub fn new() -> BlockPool {
        BlockPool { free: Vec::new(), free_blocks: 0, top: 0, touched: 0, first_word: 0, huge: false }
    }

    /// One past the highest block in use.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Highest value `top` ever had.
    pub fn touched(&self) -> usize {
        self.touched
    }

    /// A run of `blocks` free blocks, now in use; `None` when the region has none. Runs that hold
    /// huge pages start with one.
    pub fn take(&mut self, region: &Region, blocks: usize) -> Option<usize> {
        let align = if blocks >= HUGE_PAGE_BLOCKS { HUGE_PAGE_BLOCKS } else { 1 };
        if self.free_blocks >= blocks
            && let Some(first) = self.find(blocks, align)
        {
            for block in first..first + blocks {
                self.free[block / 64] &= !(1 << (block % 64));
            }
            self.free_blocks -= blocks;
            return Some(first);
        }
        let gap = self.top;
        let first = gap.next_multiple_of(align);
        if first > region.blocks() || blocks > region.blocks() - first {
            return None;
        }
        self.top = first + blocks;
        self.touched = self.touched.max(self.top);
        self.free.resize(self.top.div_ceil(64), 0);
        self.put(gap, first - gap);
        if !self.huge && self.top > HUGE_PAGES_FROM_BLOCKS {
            self.huge = true;
            let from = HUGE_PAGES_FROM_BLOCKS;
            region.prefer_huge_pages(from, region.blocks() - from);
        }
        Some(first)
    }

    /// The lowest run of free blocks that starts at a multiple of `align`.
    fn find(&mut self, blocks: usize, align: usize) -> Option<usize> {
        while self.free.get(self.first_word) == Some(&0) {
            self.first_word += 1;
        }
        let mut block = self.first_word * 64;
        let mut found = 0;
        while block < self.top {
            let word = self.free[block / 64] >> (block % 64);
            if word == 0 {
                block = (block / 64 + 1) * 64;
                found = 0;
                continue;
            }
            let skip = word.trailing_zeros() as usize;
            if skip > 0 {
                block += skip;
                found = 0;
                continue;
            }
            let ones = word.trailing_ones() as usize;
            let first = (block - found).next_multiple_of(align);
            if first + blocks <= block + ones {
                return Some(first);
            }
            found += ones;
            block += ones;
        }
        None
    }

    /// Takes a run back.
    pub fn put(&mut self, first: usize, blocks: usize) {
        for block in first..first + blocks {
            self.free[block / 64] |= 1 << (block % 64);
        }
        self.free_blocks += blocks;
        self.first_word = self.first_word.min(first / 64);
    }

    /// Lowers `top` to the highest block in use.
    pub fn trim(&mut self) {
        while self.top > 0 && self.is_free(self.top - 1) {
            self.top -= 1;
            self.free[self.top / 64] &= !(1 << (self.top % 64));
            self.free_blocks -= 1;
        }
    }

    /// Whether a block below `top` is free.
    pub fn is_free(&self, block: usize) -> bool {
        self.free[block / 64] >> (block % 64) & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_reused_lowest_first() {
        let region = Region::reserve(64 << 20).expect("a small region");
        let mut pool = BlockPool::new();
        assert_eq!(pool.take(&region, 100), Some(0));
        assert_eq!(pool.take(&region, 1), Some(100));
        pool.put(60, 10);
        pool.put(3, 2);
        assert_eq!(pool.take(&region, 10), Some(60));
        assert_eq!(pool.take(&region, 3), Some(101));
        assert_eq!(pool.take(&region, 2), Some(3));
        pool.put(101, 3);
        pool.trim();
        assert_eq!((pool.top(), pool.free_blocks), (101, 0));
        assert_eq!(pool.take(&region, 1 << 20), None);
    }

    #[test]
    fn large_runs_start_with_a_huge_page() {
        let region = Region::reserve(64 << 20).expect("a small region");
        assert_eq!(region.base() % HUGE_PAGE_BYTES, 0);
        let mut pool = BlockPool::new();
        assert_eq!(pool.take(&region, 3), Some(0));
        let large = HUGE_PAGE_BLOCKS + 1;
        assert_eq!(pool.take(&region, large), Some(HUGE_PAGE_BLOCKS));
        assert_eq!(pool.take(&region, 5), Some(3), "the gap is free");
        assert_eq!(pool.take(&region, large), Some(3 * HUGE_PAGE_BLOCKS));
        pool.put(HUGE_PAGE_BLOCKS, large);
        assert_eq!(pool.take(&region, large), Some(HUGE_PAGE_BLOCKS));
        assert_eq!(pool.take(&region, region.blocks() - 4 * HUGE_PAGE_BLOCKS), None);
    }
}
