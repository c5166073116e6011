//! The reserved range of addresses that holds the heap: the blocks, and behind them the tables with
//! one entry a block (descriptors and mark bits). Pages cost memory only once they are touched.

use super::block::BlockInfo;
use super::size_class::BLOCK_BYTES;
use crate::fault::OutOfMemory;
use std::sync::atomic::AtomicU64;

/// Words of mark bits a block has: two bits for each 8 bytes, one for each of two epochs. The words
/// of both epochs alternate, so that testing both touches one cache line.
pub const MARK_WORDS: usize = 2 * BLOCK_BYTES / 8 / 64;

/// Bytes of tables that a block has.
pub const TABLE_BYTES: usize = size_of::<BlockInfo>() + MARK_WORDS * 8;

/// Bytes of a huge page, to which the first block is aligned.
pub const HUGE_PAGE_BYTES: usize = 2 << 20;

/// What a reservation must leave of an address-space limit to stacks, code and files.
const LIMIT_SHARE: u64 = 2;
const SMALLEST_REGION_BYTES: usize = 16 << 20;

/// The mapping. Its tables are valid for all of `blocks`.
pub struct Region {
    mapping: *mut u8,
    mapping_bytes: usize,
    base: usize,
    blocks: usize,
}

// SAFETY: the region is plain memory; who may touch which part is the heap's affair.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}

impl Region {
    /// Reserves `bytes` of blocks, or the largest half, quarter, … that the system grants.
    pub fn reserve(bytes: usize) -> Result<Region, OutOfMemory> {
        let mut bytes = bytes;
        if let Some(limit) = address_space_limit() {
            bytes = bytes.min((limit / LIMIT_SHARE) as usize);
        }
        bytes = bytes.max(SMALLEST_REGION_BYTES);
        loop {
            match Region::map(bytes / BLOCK_BYTES) {
                Some(region) => return Ok(region),
                None if bytes <= SMALLEST_REGION_BYTES => return Err(OutOfMemory),
                None => bytes /= 2,
            }
        }
    }

    fn map(blocks: usize) -> Option<Region> {
        let tables = blocks * TABLE_BYTES;
        let mapping_bytes = blocks * BLOCK_BYTES + tables + HUGE_PAGE_BYTES;
        // SAFETY: an anonymous mapping at an address of the system's choice disturbs nothing.
        let mapping = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                mapping_bytes,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if mapping == libc::MAP_FAILED {
            return None;
        }
        let base = (mapping as usize).next_multiple_of(HUGE_PAGE_BYTES);
        Some(Region { mapping: mapping.cast(), mapping_bytes, base, blocks })
    }

    /// Address of the first block.
    pub fn base(&self) -> usize {
        self.base
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// Address of a block.
    pub fn block_address(&self, block: usize) -> usize {
        self.base + block * BLOCK_BYTES
    }

    /// The descriptors, one a block.
    pub fn infos(&self) -> &[BlockInfo] {
        let start = self.block_address(self.blocks) as *const BlockInfo;
        // SAFETY: the mapping holds this table behind the blocks; zero bytes are valid entries.
        unsafe { std::slice::from_raw_parts(start, self.blocks) }
    }

    /// The mark bits, [`MARK_WORDS`] words a block.
    pub fn marks(&self) -> &[AtomicU64] {
        let start = self.block_address(self.blocks) + self.blocks * size_of::<BlockInfo>();
        // SAFETY: the mapping holds this table behind the descriptors, aligned to 16 bytes.
        unsafe { std::slice::from_raw_parts(start as *const AtomicU64, self.blocks * MARK_WORDS) }
    }

    /// Gives the memory of a run of blocks back; they read as zero afterwards.
    pub fn release(&self, first: usize, blocks: usize) {
        self.advise(first, blocks, libc::MADV_DONTNEED);
    }

    /// Asks for huge pages for a run of blocks.
    pub fn prefer_huge_pages(&self, first: usize, blocks: usize) {
        #[cfg(target_os = "linux")]
        self.advise(first, blocks, libc::MADV_HUGEPAGE);
    }

    fn advise(&self, first: usize, blocks: usize, advice: libc::c_int) {
        debug_assert!(first + blocks <= self.blocks);
        let start = self.block_address(first) as *mut libc::c_void;
        // SAFETY: the range lies within the mapping's blocks.
        unsafe { libc::madvise(start, blocks * BLOCK_BYTES, advice) };
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: the mapping is this region's own, and nobody borrows from it any longer.
        unsafe { libc::munmap(self.mapping.cast(), self.mapping_bytes) };
    }
}

/// The soft limit on the process's addresses, if there is one.
fn address_space_limit() -> Option<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` outlives the call that fills it.
    let failed = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } != 0;
    (!failed && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur)
}
