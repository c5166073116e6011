//! Indexed tables: an index of 32-bit slots with open addressing. A slot holds an entry's position +
//! 2 in its low bits and bits of the hash above; 0 is empty, 1 a removed entry's. The index has twice
//! as many slots as there are entries, so that a probe always ends. It stands behind the entries,
//! unless the table is scanned: then it is an object of its own, so that its numbers are not taken
//! for addresses.

use super::{CAPACITY, EXTRA, Found, HEADER_WORDS, Table};
use crate::fault::{Fault, OutOfMemory};
use crate::heap::{Allocator, ObjectKind};
use crate::map::key::Key;
use crate::runtime_types::MapLayout;
use crate::value::Word;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

const EMPTY: u32 = 0;
const TOMBSTONE: u32 = 1;
const FIRST: u32 = 2;

impl Table {
    pub(super) fn new_indexed(
        allocator: &mut Allocator,
        layout: &MapLayout,
        entries: usize,
    ) -> Result<Table, OutOfMemory> {
        let capacity = entries.next_power_of_two();
        let inline = layout.kind == ObjectKind::PointerFree;
        let index_at = HEADER_WORDS + capacity.div_ceil(64) + capacity * layout.entry_words();
        let words = index_at + if inline { capacity } else { 0 };
        let table = Table(allocator.alloc_words(words, layout.kind)?);
        table.set_word(CAPACITY, capacity as Word);
        let index = if inline {
            table.0 + 8 * index_at as Word
        } else {
            allocator.alloc_words(capacity, ObjectKind::PointerFree)?
        };
        table.set_word(EXTRA, index);
        Ok(table)
    }

    /// Slot `slot` of the index, below twice the capacity.
    #[inline(always)]
    fn slot(self, slot: usize) -> &'static AtomicU32 {
        // SAFETY: the index has that many slots; the reference is used at once. The table and its
        // index belong together: `EXTRA` is written before anybody sees the table.
        unsafe { &*((self.word(EXTRA) + 4 * slot as Word) as *const AtomicU32) }
    }

    /// Bits of a slot that hold an entry's position.
    #[inline(always)]
    fn position_mask(self) -> u32 {
        (self.capacity() as u32 * 2) - 1
    }

    /// # Safety
    /// As [`Table::find`], of an indexed table.
    #[inline]
    pub(super) unsafe fn find_indexed<K: Key>(
        self,
        layout: &MapLayout,
        key: &K,
        hash: u64,
    ) -> Result<Option<Found>, Fault> {
        let mask = self.capacity() * 2 - 1;
        let position_mask = self.position_mask();
        let tag = (hash >> 32) as u32 & !position_mask;
        let mut slot = hash as usize & mask;
        for _ in 0..=mask {
            let content = self.slot(slot).load(Relaxed);
            if content == EMPTY {
                return Ok(None);
            }
            let position = (content & position_mask).wrapping_sub(FIRST) as usize;
            if content & !position_mask == tag && position < self.capacity() {
                let entry = self.entry(layout, position);
                // SAFETY: an entry of this layout.
                if unsafe { key.equals(entry)? } {
                    return Ok(Some(Found { entry, position, slot }));
                }
            }
            slot = (slot + 1) & mask;
        }
        Ok(None)
    }

    /// Points the first free slot of the hash's at the entry at `position`.
    #[inline]
    pub(super) fn link(self, position: usize, hash: u64) {
        let mask = self.capacity() * 2 - 1;
        let position_mask = self.position_mask();
        let content = (position as u32 + FIRST) | (hash >> 32) as u32 & !position_mask;
        let mut slot = hash as usize & mask;
        // Half of the slots are free; only racing writers could fill them all.
        for _ in 0..=mask {
            if self.slot(slot).load(Relaxed) == EMPTY {
                self.slot(slot).store(content, Relaxed);
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Frees a slot; true when it could be made empty.
    pub(super) fn unlink(self, slot: usize) -> bool {
        let mask = self.capacity() * 2 - 1;
        if self.slot((slot + 1) & mask).load(Relaxed) != EMPTY {
            self.slot(slot).store(TOMBSTONE, Relaxed);
            return false;
        }
        self.slot(slot).store(EMPTY, Relaxed);
        let mut before = slot.wrapping_sub(1) & mask;
        while before != slot && self.slot(before).load(Relaxed) == TOMBSTONE {
            self.slot(before).store(EMPTY, Relaxed);
            before = before.wrapping_sub(1) & mask;
        }
        true
    }
}
