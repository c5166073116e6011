//! Hashed tables, for keys of one word: open addressing with linear probing over the entries
//! themselves. A position whose key word is 0 is empty, 1 a removed entry's; the entries of the keys
//! 0 and 1 stand behind the others, and the table's header says whether they are there. Some
//! three quarters of the positions are in use, so that a probe always ends. Entries never move: an
//! iteration is not disturbed by writes.

use super::{CAPACITY, EXTRA, Found, HEADER_WORDS, Placed, REMOVED, Table, USED};
use crate::fault::OutOfMemory;
use crate::heap::Allocator;
use crate::runtime_types::MapLayout;
use crate::value::{Word, load_word, store_word};

/// What stands in the place of a key.
const EMPTY: Word = 0;
const TOMBSTONE: Word = 1;
/// Keys up to this have their entries behind the others.
const RESERVED_MAX: Word = TOMBSTONE;
/// How many those are.
pub(super) const RESERVED: usize = RESERVED_MAX as usize + 1;

/// Where the search for a hash starts. Hashes in order have their homes in order, whatever the
/// capacity: growing reads and writes memory forwards.
#[inline(always)]
fn home(hash: u64, capacity: usize) -> usize {
    ((u128::from(hash) * capacity as u128) >> 64) as usize
}

#[inline(always)]
fn after(position: usize, capacity: usize) -> usize {
    let next = position + 1;
    if next < capacity { next } else { 0 }
}

#[inline(always)]
fn before(position: usize, capacity: usize) -> usize {
    position.checked_sub(1).unwrap_or(capacity - 1)
}

// SAFETY (of the blocks below): positions below `capacity + RESERVED` have an entry of the layout,
// whose first word is the key's.
impl Table {
    pub(super) fn new_hashed(
        allocator: &mut Allocator,
        layout: &MapLayout,
        entries: usize,
    ) -> Result<Table, OutOfMemory> {
        // All of it is as large as a power of two of entries, which the heap hands out without waste.
        let overhead = HEADER_WORDS.div_ceil(layout.entry_words()) + RESERVED;
        let places = ((entries * 4).div_ceil(3) + overhead).next_power_of_two();
        let (words, capacity) = (places * layout.entry_words(), places - overhead);
        let table = Table(allocator.alloc_words(words, layout.kind)?);
        table.set_word(CAPACITY, capacity as Word);
        Ok(table)
    }

    #[inline(always)]
    fn hashed_entry(self, layout: &MapLayout, position: usize) -> Word {
        self.0 + 8 * (HEADER_WORDS + position * layout.entry_words()) as Word
    }

    #[inline(always)]
    fn key_at(self, layout: &MapLayout, position: usize) -> Word {
        // SAFETY: above.
        unsafe { load_word(self.hashed_entry(layout, position)) }
    }

    #[inline(always)]
    fn set_key_at(self, layout: &MapLayout, position: usize, key: Word) {
        // SAFETY: above.
        unsafe { store_word(self.hashed_entry(layout, position), key) }
    }

    #[inline(always)]
    fn has_reserved(self, key: Word) -> bool {
        self.word(EXTRA) >> key & 1 != 0
    }

    #[inline(always)]
    pub(super) fn find_hashed(self, layout: &MapLayout, key: Word, hash: u64) -> Option<Found> {
        let capacity = self.capacity();
        let found = |position| Found { entry: self.hashed_entry(layout, position), position, slot: 0 };
        if key <= RESERVED_MAX {
            return self.has_reserved(key).then(|| found(capacity + key as usize));
        }
        let mut position = home(hash, capacity);
        for _ in 0..capacity {
            match self.key_at(layout, position) {
                there if there == key => return Some(found(position)),
                EMPTY => return None,
                _ => position = after(position, capacity),
            }
        }
        None
    }

    #[inline]
    pub(super) fn place_hashed(self, layout: &MapLayout, key: Word, hash: u64) -> Placed {
        let capacity = self.capacity();
        if key <= RESERVED_MAX {
            return self.place_reserved(layout, key);
        }
        let mut position = home(hash, capacity);
        let mut removed = None;
        for _ in 0..capacity {
            match self.key_at(layout, position) {
                there if there == key => return Placed::Old(self.hashed_entry(layout, position)),
                EMPTY => break,
                TOMBSTONE if removed.is_none() => removed = Some(position),
                _ => {}
            }
            position = after(position, capacity);
        }
        if let Some(removed) = removed {
            self.set_word(REMOVED, self.word(REMOVED).saturating_sub(1));
            position = removed;
        } else if self.used() >= capacity - capacity / 4 {
            return Placed::Full;
        } else {
            self.set_word(USED, self.used() as Word + 1);
        }
        self.set_key_at(layout, position, key);
        Placed::New(self.hashed_entry(layout, position))
    }

    #[cold]
    fn place_reserved(self, layout: &MapLayout, key: Word) -> Placed {
        let position = self.capacity() + key as usize;
        let entry = self.hashed_entry(layout, position);
        if self.has_reserved(key) {
            return Placed::Old(entry);
        }
        self.set_word(EXTRA, self.word(EXTRA) | 1 << key);
        self.set_key_at(layout, position, key);
        Placed::New(entry)
    }

    /// Whether an entry stands at `position`.
    #[inline(always)]
    pub(super) fn is_taken(self, layout: &MapLayout, position: usize) -> bool {
        match position.checked_sub(self.capacity()) {
            Some(reserved) => self.has_reserved(reserved as Word),
            None => self.key_at(layout, position) > RESERVED_MAX,
        }
    }

    /// Frees the position of an entry whose words are zero already. It can be empty where no probe
    /// has to go on behind it.
    pub(super) fn vacate(self, layout: &MapLayout, found: &Found) {
        let capacity = self.capacity();
        if let Some(reserved) = found.position.checked_sub(capacity) {
            self.set_word(EXTRA, self.word(EXTRA) & !(1 << reserved));
            return;
        }
        if self.key_at(layout, after(found.position, capacity)) != EMPTY {
            self.set_key_at(layout, found.position, TOMBSTONE);
            self.set_word(REMOVED, self.word(REMOVED) + 1);
            return;
        }
        let mut freed = 0;
        let mut position = before(found.position, capacity);
        while position != found.position && self.key_at(layout, position) == TOMBSTONE {
            self.set_key_at(layout, position, EMPTY);
            freed += 1;
            position = before(position, capacity);
        }
        self.set_word(REMOVED, self.word(REMOVED).saturating_sub(freed));
        self.set_word(USED, self.word(USED).saturating_sub(freed + 1));
    }
}
