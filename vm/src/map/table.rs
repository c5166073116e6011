//! A map's table, in one of three forms:
//!
//! - *small*, up to [`SMALL_CAPACITY`] entries: they stand in the order of insertion and are searched
//!   from end to end;
//! - *indexed*: entries in the order of insertion, and an index of them by hash (`table/indexed.rs`);
//! - *hashed*, for keys and values of a few words: each entry stands where its hash says, so that a
//!   look-up touches one line of memory (`table/hashed.rs`).
//!
//! Words: capacity, used positions, removed ones among them, one for the form; a bit for each removed
//! entry, but for hashed tables; the entries; what the form adds. A table never changes its capacity,
//! so a racing program finds any position within it.

mod hashed;
mod indexed;

use super::key::{Key, hash_stored};
use crate::fault::{Fault, OutOfMemory};
use crate::heap::Allocator;
use crate::runtime_types::{MapLayout, RuntimeTypes};
use crate::value::{Word, copy_words, load_word, store_word, zero_words};

/// Tables of this many entries are searched from end to end.
pub(super) const SMALL_CAPACITY: usize = 8;
const CAPACITY_MAX: usize = 1 << 29;

const CAPACITY: Word = 0;
const USED: Word = 8;
const REMOVED: Word = 16;
/// Of an indexed table: the index's address. Of a hashed one: a bit for each reserved key that is
/// there.
const EXTRA: Word = 24;
const BITS: Word = 32;
const HEADER_WORDS: usize = 4;

/// A table's address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Table(Word);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Small,
    Indexed,
    Hashed,
}

/// Where a key was found.
pub(super) struct Found {
    /// Address of the entry.
    pub entry: Word,
    position: usize,
    /// Of the index.
    slot: usize,
}

/// Where a key has its entry.
pub(super) enum Placed {
    /// It was there.
    Old(Word),
    /// It is new, its value zero.
    New(Word),
    /// The table has no room for it.
    Full,
}

impl Table {
    /// The table at `address`, unless that is 0.
    #[inline]
    pub fn at(address: Word) -> Option<Table> {
        (address != 0).then_some(Table(address))
    }

    /// An empty table for at least `entries`.
    pub fn new(allocator: &mut Allocator, layout: &MapLayout, entries: usize) -> Result<Table, OutOfMemory> {
        if entries > CAPACITY_MAX {
            Err(OutOfMemory)
        } else if entries <= SMALL_CAPACITY {
            let words = HEADER_WORDS + 1 + SMALL_CAPACITY * layout.entry_words();
            let table = Table(allocator.alloc_words(words, layout.kind)?);
            table.set_word(CAPACITY, SMALL_CAPACITY as Word);
            Ok(table)
        } else if layout.hashed {
            Table::new_hashed(allocator, layout, entries)
        } else {
            Table::new_indexed(allocator, layout, entries)
        }
    }

    /// A larger table for the entries of this one, or one as large where many have been removed.
    pub fn successor(self, allocator: &mut Allocator, layout: &MapLayout) -> Result<Table, OutOfMemory> {
        Table::new(allocator, layout, self.live(layout) * 2)
    }

    pub fn address(self) -> Word {
        self.0
    }

    // SAFETY (of the blocks below and in the forms' files that name no other reason): a `Table` is
    // made from the address of a table, which has these words and is reachable as long as the map or
    // an iterator is.
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
    #[inline(always)]
    fn form(self, layout: &MapLayout) -> Form {
        match (self.is_small(), layout.hashed) {
            (true, _) => Form::Small,
            (false, false) => Form::Indexed,
            (false, true) => Form::Hashed,
        }
    }
    /// Look-ups need no hash.
    #[inline(always)]
    pub fn is_small(self) -> bool {
        self.capacity() <= SMALL_CAPACITY
    }
    /// Positions that have been used since they were last empty, removed entries' included.
    #[inline(always)]
    fn used(self) -> usize {
        self.word(USED) as usize
    }
    /// Enough of it is used that resetting pays.
    pub fn worn(self) -> bool {
        self.used() * 2 >= self.capacity()
    }

    /// Whether the entry at `position` of a small or an indexed table has been removed.
    #[inline]
    fn is_removed(self, position: usize) -> bool {
        self.word(BITS + 8 * (position / 64) as Word) >> (position % 64) & 1 != 0
    }

    /// The address of the entry at `position`, below [`Table::positions`].
    #[inline(always)]
    fn entry(self, layout: &MapLayout, position: usize) -> Word {
        let bits = if self.form(layout) == Form::Hashed { 0 } else { self.capacity().div_ceil(64) };
        self.0 + 8 * (HEADER_WORDS + bits + position * layout.entry_words()) as Word
    }

    /// Positions at which entries may stand.
    pub fn positions(self, layout: &MapLayout) -> usize {
        match self.form(layout) {
            Form::Small | Form::Indexed => self.capacity(),
            Form::Hashed => self.capacity() + hashed::RESERVED,
        }
    }

    /// The last position that holds an entry is below this.
    #[inline]
    pub fn end(self, layout: &MapLayout) -> usize {
        match self.form(layout) {
            Form::Small | Form::Indexed => self.used().min(self.capacity()),
            Form::Hashed => self.capacity() + hashed::RESERVED,
        }
    }

    /// The address of the entry at `position`, below [`Table::end`], if there is one.
    #[inline]
    pub fn entry_at(self, layout: &MapLayout, position: usize) -> Option<Word> {
        let there = match self.form(layout) {
            Form::Small | Form::Indexed => !self.is_removed(position),
            Form::Hashed => self.is_taken(layout, position),
        };
        there.then(|| self.entry(layout, position))
    }

    /// The entry of `key`.
    ///
    /// # Safety
    /// The table has this layout; `hash` is the key's, unless the table is small.
    #[inline(always)]
    pub unsafe fn find<K: Key>(self, layout: &MapLayout, key: &K, hash: u64) -> Result<Option<Found>, Fault> {
        // SAFETY: the caller's promise.
        unsafe {
            if self.is_small() {
                self.find_small(layout, key)
            } else if let (Some(word), true) = (key.word(), layout.hashed) {
                Ok(self.find_hashed(layout, word, hash))
            } else {
                self.find_indexed(layout, key, hash)
            }
        }
    }

    /// # Safety
    /// As [`Table::find`].
    #[inline]
    unsafe fn find_small<K: Key>(self, layout: &MapLayout, key: &K) -> Result<Option<Found>, Fault> {
        let removed = self.word(BITS);
        let used = self.used().min(SMALL_CAPACITY);
        for position in 0..used {
            if removed >> position & 1 == 0 {
                let entry = self.entry(layout, position);
                // SAFETY: an entry of this layout.
                if unsafe { key.equals(entry)? } {
                    return Ok(Some(Found { entry, position, slot: 0 }));
                }
            }
        }
        Ok(None)
    }

    /// The entry of `key`, made if need be.
    ///
    /// # Safety
    /// As [`Table::find`].
    #[inline]
    pub unsafe fn place<K: Key>(self, layout: &MapLayout, key: &K, hash: u64) -> Result<Placed, Fault> {
        // SAFETY: the caller's promise.
        unsafe {
            if let (Some(word), true, false) = (key.word(), layout.hashed, self.is_small()) {
                return Ok(self.place_hashed(layout, word, hash));
            }
            if let Some(found) = self.find(layout, key, hash)? {
                return Ok(Placed::Old(found.entry));
            }
            let position = self.used();
            let Some(entry) = self.append(layout) else {
                return Ok(Placed::Full);
            };
            key.store(entry);
            if !self.is_small() {
                self.link(position, hash);
            }
            Ok(Placed::New(entry))
        }
    }

    /// Removes an entry.
    ///
    /// # Safety
    /// The table has this layout; `found` was found in it.
    pub unsafe fn remove(self, layout: &MapLayout, found: &Found) {
        // SAFETY: the entry's words; zeroed so that they keep nothing alive.
        unsafe { zero_words(found.entry as *mut Word, layout.entry_words()) };
        let last = match self.form(layout) {
            Form::Hashed => return self.vacate(layout, found),
            Form::Indexed => self.unlink(found.slot),
            Form::Small => true,
        };
        // The last entry's place is free again, if its slot is; others stay marked.
        if last && found.position + 1 == self.used() {
            self.set_word(USED, found.position as Word);
            return;
        }
        let bits = BITS + 8 * (found.position / 64) as Word;
        self.set_word(bits, self.word(bits) | 1 << (found.position % 64));
        self.set_word(REMOVED, self.word(REMOVED) + 1);
    }

    /// Entries that are there.
    pub fn live(self, layout: &MapLayout) -> usize {
        let live = self.used().saturating_sub(self.word(REMOVED) as usize);
        match self.form(layout) {
            Form::Small | Form::Indexed => live,
            Form::Hashed => live + self.word(EXTRA).count_ones() as usize,
        }
    }

    /// Removes all entries.
    ///
    /// # Safety
    /// The table has this layout.
    pub unsafe fn reset(self, layout: &MapLayout) {
        let capacity = self.capacity();
        let entries = self.end(layout);
        self.set_word(USED, 0);
        self.set_word(REMOVED, 0);
        // SAFETY: the entries; the bits; the index, which is as many words as entries.
        unsafe {
            zero_words(self.entry(layout, 0) as *mut Word, entries * layout.entry_words());
            match self.form(layout) {
                Form::Hashed => self.set_word(EXTRA, 0),
                form => {
                    zero_words((self.0 + BITS) as *mut Word, capacity.div_ceil(64));
                    if form == Form::Indexed {
                        zero_words(self.word(EXTRA) as *mut Word, capacity);
                    }
                }
            }
        }
    }

    /// Copies the entries of `old` to this new table.
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
        for i in 0..old.end(layout) {
            let Some(from) = old.entry_at(layout, i) else {
                continue;
            };
            // SAFETY: entries of the same layout, within their tables.
            unsafe {
                let hash = || hash_stored(types, layout, from, seed, i as u64);
                let to = match self.form(layout) {
                    Form::Small => self.append(layout),
                    Form::Indexed => {
                        let (position, hash) = (self.used(), hash()?);
                        self.append(layout).inspect(|_| self.link(position, hash))
                    }
                    Form::Hashed => match self.place_hashed(layout, load_word(from), hash()?) {
                        Placed::Old(entry) | Placed::New(entry) => Some(entry),
                        Placed::Full => None,
                    },
                };
                if let Some(to) = to {
                    copy_words(to as *mut Word, from as *const Word, layout.entry_words());
                }
            }
        }
        Ok(())
    }

    /// The next entry of a small or an indexed table, while there is room.
    #[inline]
    fn append(self, layout: &MapLayout) -> Option<Word> {
        let position = self.used();
        if position >= self.capacity() {
            return None;
        }
        self.set_word(USED, position as Word + 1);
        Some(self.entry(layout, position))
    }
}
