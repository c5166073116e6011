//! A map's table: entries in the order of insertion, and from a few entries on an index of 32-bit
//! slots with open addressing. A slot holds an entry's number + 2 in its low bits and bits of the
//! hash above; 0 is empty, 1 a removed entry's. The index has twice as many slots as there are
//! entries, so that a probe always ends.
//!
//! Words: capacity, used entries, removed ones among them, the index's address; a bit for each
//! removed entry; the entries; the index, unless the table is scanned: then it is an object of its
//! own, so that its numbers are not taken for addresses.

use super::key::{Key, hash_stored};
use crate::fault::{Fault, OutOfMemory};
use crate::heap::{Allocator, ObjectKind};
use crate::runtime_types::{MapLayout, RuntimeTypes};
use crate::value::{Word, copy_words, load_word, store_word, zero_words};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Tables of this many entries are searched from end to end.
pub(super) const SMALL_CAPACITY: usize = 8;
const CAPACITY_MAX: usize = 1 << 29;

const CAPACITY: Word = 0;
const USED: Word = 8;
const REMOVED: Word = 16;
const INDEX: Word = 24;
const BITS: Word = 32;
const HEADER_WORDS: usize = 4;

const EMPTY: u32 = 0;
const TOMBSTONE: u32 = 1;
const FIRST: u32 = 2;

/// A table's address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Table(Word);

/// Where a key was found.
pub(super) struct Found {
    /// Address of the entry.
    pub entry: Word,
    number: usize,
    slot: usize,
}

impl Table {
    /// The table at `address`, unless that is 0.
    #[inline]
    pub fn at(address: Word) -> Option<Table> {
        (address != 0).then_some(Table(address))
    }

    /// An empty table for at least `entries`.
    pub fn new(allocator: &mut Allocator, layout: &MapLayout, entries: usize) -> Result<Table, OutOfMemory> {
        let capacity = entries.max(SMALL_CAPACITY).next_power_of_two();
        if capacity > CAPACITY_MAX {
            return Err(OutOfMemory);
        }
        let indexed = capacity > SMALL_CAPACITY;
        let inline = indexed && layout.kind == ObjectKind::PointerFree;
        let entry_words = layout.key_words + layout.value_words;
        let index_at = HEADER_WORDS + capacity.div_ceil(64) + capacity * entry_words;
        let words = index_at + if inline { capacity } else { 0 };
        let table = Table(allocator.alloc_scattered(words, layout.kind)?);
        table.set_word(CAPACITY, capacity as Word);
        if inline {
            table.set_word(INDEX, table.0 + 8 * index_at as Word);
        } else if indexed {
            table.set_word(INDEX, allocator.alloc_scattered(capacity, ObjectKind::PointerFree)?);
        }
        Ok(table)
    }

    pub fn address(self) -> Word {
        self.0
    }

    // SAFETY (of the blocks below that name no other reason): a `Table` is made from the address of
    // a table, which has these words and is reachable as long as the map or an iterator is.
    #[inline(always)]
    fn word(self, offset: Word) -> Word {
        // SAFETY: above.
        unsafe { load_word(self.0 + offset) }
    }
    #[inline(always)]
    fn set_word(self, offset: Word, value: Word) {
        // SAFETY: above.
        unsafe { store_word(self.0 + offset, value) }
    }
    #[inline(always)]
    pub fn capacity(self) -> usize {
        self.word(CAPACITY) as usize
    }
    /// Entries that have been put in, removed ones included.
    #[inline(always)]
    pub fn used(self) -> usize {
        self.word(USED) as usize
    }
    /// Entries that are there.
    pub fn live(self) -> usize {
        self.used().saturating_sub(self.word(REMOVED) as usize)
    }
    #[inline(always)]
    pub fn has_index(self) -> bool {
        self.word(INDEX) != 0
    }
    /// Enough of it is used that resetting pays.
    pub fn worn(self) -> bool {
        self.used() * 2 >= self.capacity()
    }

    /// Whether entry `number`, below the capacity, has been removed.
    #[inline]
    pub fn is_removed(self, number: usize) -> bool {
        self.word(BITS + 8 * (number / 64) as Word) >> (number % 64) & 1 != 0
    }

    /// The address of entry `number`, below the capacity.
    #[inline(always)]
    pub fn entry(self, layout: &MapLayout, number: usize) -> Word {
        let before = HEADER_WORDS + self.capacity().div_ceil(64);
        let entry_words = layout.key_words + layout.value_words;
        self.0 + 8 * (before + number * entry_words) as Word
    }

    /// Slot `slot` of the index, below twice the capacity.
    #[inline(always)]
    fn slot(self, slot: usize) -> &'static AtomicU32 {
        // SAFETY: the index has that many slots; the reference is used at once. The table and its
        // index belong together: `INDEX` is written before anybody sees the table.
        unsafe { &*((self.word(INDEX) + 4 * slot as Word) as *const AtomicU32) }
    }

    /// Bits of a slot that hold an entry's number.
    #[inline(always)]
    fn number_mask(self) -> u32 {
        (self.capacity() as u32 * 2) - 1
    }

    /// The entry of `key`.
    ///
    /// # Safety
    /// The table has this layout; `hash` is the key's, if the table has an index.
    #[inline]
    pub unsafe fn find<K: Key>(self, layout: &MapLayout, key: &K, hash: u64) -> Result<Option<Found>, Fault> {
        if !self.has_index() {
            // SAFETY: the caller's promise.
            return unsafe { self.find_small(layout, key) };
        }
        let mask = self.capacity() * 2 - 1;
        let number_mask = self.number_mask();
        let tag = (hash >> 32) as u32 & !number_mask;
        let mut slot = hash as usize & mask;
        for _ in 0..=mask {
            let content = self.slot(slot).load(Relaxed);
            if content == EMPTY {
                return Ok(None);
            }
            let number = (content & number_mask).wrapping_sub(FIRST) as usize;
            if content & !number_mask == tag && number < self.capacity() {
                let entry = self.entry(layout, number);
                // SAFETY: an entry of this layout.
                if unsafe { key.equals(entry)? } {
                    return Ok(Some(Found { entry, number, slot }));
                }
            }
            slot = (slot + 1) & mask;
        }
        Ok(None)
    }

    /// # Safety
    /// As [`Table::find`].
    #[inline]
    unsafe fn find_small<K: Key>(self, layout: &MapLayout, key: &K) -> Result<Option<Found>, Fault> {
        let removed = self.word(BITS);
        let used = self.used().min(SMALL_CAPACITY);
        for number in 0..used {
            if removed >> number & 1 == 0 {
                let entry = self.entry(layout, number);
                // SAFETY: an entry of this layout.
                if unsafe { key.equals(entry)? } {
                    return Ok(Some(Found { entry, number, slot: 0 }));
                }
            }
        }
        Ok(None)
    }

    /// A new entry for a key that is not there, its value zero; `None` when the table is full.
    ///
    /// # Safety
    /// The table has this layout; `hash` is the key's.
    #[inline]
    pub unsafe fn append<K: Key>(self, layout: &MapLayout, key: &K, hash: u64) -> Option<Word> {
        let number = self.used();
        if number >= self.capacity() {
            return None;
        }
        let entry = self.entry(layout, number);
        // SAFETY: the entry is within the table.
        unsafe { key.store(entry) };
        if self.has_index() {
            self.link(number, hash);
        }
        self.set_word(USED, number as Word + 1);
        Some(entry)
    }

    /// Points the first free slot of the hash's at entry `number`.
    #[inline]
    fn link(self, number: usize, hash: u64) {
        let mask = self.capacity() * 2 - 1;
        let number_mask = self.number_mask();
        let content = (number as u32 + FIRST) | (hash >> 32) as u32 & !number_mask;
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

    /// Removes an entry. The last one's place is free again, if its slot is; others stay marked.
    ///
    /// # Safety
    /// The table has this layout; `found` was found in it.
    pub unsafe fn remove(self, layout: &MapLayout, found: &Found) {
        // SAFETY: the entry's words; zeroed so that they keep nothing alive.
        unsafe { zero_words(found.entry as *mut Word, layout.key_words + layout.value_words) };
        let freed = !self.has_index() || self.unlink(found.slot);
        if freed && found.number + 1 == self.used() {
            self.set_word(USED, found.number as Word);
            return;
        }
        let bits = BITS + 8 * (found.number / 64) as Word;
        self.set_word(bits, self.word(bits) | 1 << (found.number % 64));
        self.set_word(REMOVED, self.word(REMOVED) + 1);
    }

    /// Frees a slot; true when it could be made empty.
    fn unlink(self, slot: usize) -> bool {
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

    /// Removes all entries.
    ///
    /// # Safety
    /// The table has this layout.
    pub unsafe fn reset(self, layout: &MapLayout) {
        let capacity = self.capacity();
        let used = self.used().min(capacity);
        self.set_word(USED, 0);
        self.set_word(REMOVED, 0);
        // SAFETY: the bits, the used entries and the index, which is as many words as entries.
        unsafe {
            zero_words((self.0 + BITS) as *mut Word, capacity.div_ceil(64));
            let entry_words = layout.key_words + layout.value_words;
            zero_words(self.entry(layout, 0) as *mut Word, used * entry_words);
            if self.has_index() {
                zero_words(self.word(INDEX) as *mut Word, capacity);
            }
        }
    }

    /// Copies the entries of `old` that are there.
    ///
    /// # Safety
    /// Both tables have this layout.
    pub unsafe fn take_entries(
        self,
        types: &RuntimeTypes,
        layout: &MapLayout,
        old: Table,
        seed: u64,
    ) -> Result<(), Fault> {
        let entry_words = layout.key_words + layout.value_words;
        let mut number = 0;
        for i in 0..old.used().min(old.capacity()) {
            if old.is_removed(i) || number >= self.capacity() {
                continue;
            }
            let (from, to) = (old.entry(layout, i), self.entry(layout, number));
            // SAFETY: entries of the same layout, within their tables.
            unsafe {
                copy_words(to as *mut Word, from as *const Word, entry_words);
                if self.has_index() {
                    self.link(number, hash_stored(types, layout, to, seed, i as u64)?);
                }
            }
            number += 1;
        }
        self.set_word(USED, number as Word);
        Ok(())
    }
}
