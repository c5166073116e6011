//! Maps. A map is the address of a small object {table, count, flags, clears}; its entries stand in a
//! table (`map/table.rs`). Tables never change their size: growing makes a new one, so that a racing
//! program can only read old entries.
//! A flag marks a write under way; who meets it ends the program as Go does.
//!
//! Keys and values are handed in by the address where they stand in a frame, and handed out by the
//! address of their words in memory. `ty` is always the map's type.

mod iterate;
mod key;
mod table;

pub use iterate::{Entry, iterate, next};

use crate::fault::{Fault, OutOfMemory};
use crate::heap::{Allocator, ObjectKind};
use crate::runtime_types::{KeyClass, MapLayout, RuntimeTypes};
use crate::value::{Word, copy_words, load_word, store_word, zero_words};
use burrow_bytecode::TypeId;
use key::{GeneralKey, Key, StringKey, WordKey};
use table::{Placed, Table};

/// Words of a map object.
const TABLE: Word = 0;
const COUNT: Word = 8;
const FLAGS: Word = 16;
const CLEARS: Word = 24;
const MAP_WORDS: usize = 4;

/// In the flags: a write is under way.
const WRITING: Word = 1;

/// Hints above this many entries are not believed.
const HINT_MAX: i64 = 1 << 26;

/// A map object's address, not 0.
#[derive(Clone, Copy)]
struct Map(Word);

impl Map {
    // SAFETY (of all the blocks below): a `Map` is made from a map word of the program, whose object
    // has these words and is reachable.
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
    fn table(self) -> Option<Table> {
        Table::at(self.word(TABLE))
    }
    /// Where hashes start: addresses differ from map to map and from run to run.
    fn seed(self) -> u64 {
        self.0
    }
    #[inline(always)]
    fn check_readable(self, fault: Fault) -> Result<(), Fault> {
        if self.word(FLAGS) & WRITING != 0 { Err(fault) } else { Ok(()) }
    }
    #[inline(always)]
    fn begin_write(self) -> Result<(), Fault> {
        let flags = self.word(FLAGS);
        if flags & WRITING != 0 {
            return Err(Fault::ConcurrentMapWrites);
        }
        self.set_word(FLAGS, flags | WRITING);
        Ok(())
    }
    #[inline(always)]
    fn end_write(self) -> Result<(), Fault> {
        let flags = self.word(FLAGS);
        if flags & WRITING == 0 {
            return Err(Fault::ConcurrentMapWrites);
        }
        self.set_word(FLAGS, flags & !WRITING);
        Ok(())
    }
}

/// How the entries of maps of type `ty` lie.
#[inline(always)]
pub fn layout(types: &RuntimeTypes, ty: TypeId) -> &MapLayout {
    match &types.get(ty).map {
        Some(layout) => layout,
        None => unreachable!("not a map type"),
    }
}

/// `make(map[K]V, hint)`.
pub fn make(allocator: &mut Allocator, types: &RuntimeTypes, ty: TypeId, hint: i64) -> Result<Word, Fault> {
    let map = allocator.alloc_words(MAP_WORDS, ObjectKind::Scan)?;
    if hint > table::SMALL_CAPACITY as i64 && hint <= HINT_MAX {
        let table = Table::new(allocator, layout(types, ty), hint as usize)?;
        Map(map).set_word(TABLE, table.address());
    }
    Ok(map)
}

/// `len(map)`.
///
/// # Safety
/// `map` is a map word.
#[inline]
pub unsafe fn len(map: Word) -> usize {
    if map == 0 { 0 } else { Map(map).word(COUNT) as usize }
}

/// The address of the value's words for `key`, or null.
///
/// # Safety
/// `map` is a word of a map of type `ty`, `key` points to a key in frame representation.
#[inline(always)]
pub unsafe fn get(
    types: &RuntimeTypes,
    ty: TypeId,
    map: Word,
    key: *const Word,
) -> Result<*const Word, Fault> {
    let layout = layout(types, ty);
    // SAFETY: the caller's promise.
    unsafe {
        if layout.class == KeyClass::Word {
            get_with(layout, map, &WordKey(*key))
        } else {
            get_by_plan(types, layout, map, key)
        }
    }
}

/// # Safety
/// As [`get`].
#[inline(never)]
unsafe fn get_by_plan(
    types: &RuntimeTypes,
    layout: &MapLayout,
    map: Word,
    key: *const Word,
) -> Result<*const Word, Fault> {
    // SAFETY: the caller's promise.
    unsafe {
        if layout.class == KeyClass::String {
            get_with(layout, map, &StringKey::new(*key))
        } else {
            get_with(layout, map, &GeneralKey::new(types, layout, key))
        }
    }
}

/// # Safety
/// As [`get`].
#[inline(always)]
unsafe fn get_with<K: Key>(layout: &MapLayout, map: Word, key: &K) -> Result<*const Word, Fault> {
    if map == 0 {
        key.check()?;
        return Ok(std::ptr::null());
    }
    let map = Map(map);
    map.check_readable(Fault::ConcurrentMapReadWrite)?;
    let Some(table) = map.table() else {
        key.check()?;
        return Ok(std::ptr::null());
    };
    let hash = if K::ALWAYS_HASHED || !table.is_small() { key.hash(map.seed(), 0)? } else { 0 };
    // SAFETY: the table has this layout.
    let found = unsafe { table.find(layout, key, hash)? };
    Ok(match found {
        Some(found) => (found.entry + 8 * layout.key_words as Word) as *const Word,
        None => std::ptr::null(),
    })
}

/// `map[key] = value`.
///
/// # Safety
/// As [`get`]; `value` points to a value in frame representation.
#[inline]
pub unsafe fn set(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    map: Word,
    key: *const Word,
    value: *const Word,
) -> Result<(), Fault> {
    if map == 0 {
        return Err(Fault::NilMapAssignment);
    }
    let layout = layout(types, ty);
    let map = Map(map);
    // SAFETY: the caller's promise; the entry's value words follow its key's.
    unsafe {
        let entry = match layout.class {
            KeyClass::Word => place(allocator, types, layout, map, &WordKey(*key)),
            KeyClass::String => place(allocator, types, layout, map, &StringKey::new(*key)),
            KeyClass::General => place(allocator, types, layout, map, &GeneralKey::new(types, layout, key)),
        }?;
        let to = (entry + 8 * layout.key_words as Word) as *mut Word;
        if layout.value_is_word() {
            store_word(to as Word, *value);
            return map.end_write();
        }
        let from = if layout.value_by_ref { *value as *const Word } else { value };
        if from.is_null() {
            zero_words(to, layout.value_words);
        } else {
            copy_words(to, from, layout.value_words);
        }
    }
    map.end_write()
}

/// The entry of `key`, made if need be, with the write begun (ended if it fails).
///
/// # Safety
/// As [`set`].
#[inline]
unsafe fn place<K: Key>(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    layout: &MapLayout,
    map: Map,
    key: &K,
) -> Result<Word, Fault> {
    let hash = key.hash(map.seed(), map.word(COUNT))?;
    map.begin_write()?;
    // SAFETY: the caller's promise.
    let placed = unsafe { place_in_table(allocator, types, layout, map, key, hash) };
    if placed.is_err() {
        map.end_write()?;
    }
    placed
}

/// # Safety
/// As [`set`].
#[inline]
unsafe fn place_in_table<K: Key>(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    layout: &MapLayout,
    map: Map,
    key: &K,
    hash: u64,
) -> Result<Word, Fault> {
    // SAFETY: the table has this layout.
    unsafe {
        if let Some(table) = map.table() {
            match table.place(layout, key, hash)? {
                Placed::Old(entry) => {
                    key.update(entry);
                    return Ok(entry);
                }
                Placed::New(entry) => {
                    map.set_word(COUNT, map.word(COUNT) + 1);
                    return Ok(entry);
                }
                Placed::Full => {}
            }
        }
        let table = grow(allocator, types, layout, map)?;
        let Placed::New(entry) = table.place(layout, key, hash)? else {
            return Err(OutOfMemory.into());
        };
        map.set_word(COUNT, map.word(COUNT) + 1);
        Ok(entry)
    }
}

/// Moves the map to a table with room for more.
///
/// # Safety
/// As [`set`].
#[cold]
#[inline(never)]
unsafe fn grow(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    layout: &MapLayout,
    map: Map,
) -> Result<Table, Fault> {
    let Some(old) = map.table() else {
        let table = Table::new(allocator, layout, 0)?;
        map.set_word(TABLE, table.address());
        return Ok(table);
    };
    let table = old.successor(allocator, layout)?;
    // SAFETY: both tables have this layout, and the new one has room.
    unsafe { table.take_entries(types, layout, old, map.seed())? };
    map.set_word(TABLE, table.address());
    Ok(table)
}

/// `delete(map, key)`.
///
/// # Safety
/// As [`get`].
pub unsafe fn delete(types: &RuntimeTypes, ty: TypeId, map: Word, key: *const Word) -> Result<(), Fault> {
    let layout = layout(types, ty);
    // SAFETY: the caller's promise.
    unsafe {
        match layout.class {
            KeyClass::Word => delete_with(layout, map, &WordKey(*key)),
            KeyClass::String => delete_with(layout, map, &StringKey::new(*key)),
            KeyClass::General => delete_with(layout, map, &GeneralKey::new(types, layout, key)),
        }
    }
}

/// # Safety
/// As [`get`].
unsafe fn delete_with<K: Key>(layout: &MapLayout, map: Word, key: &K) -> Result<(), Fault> {
    if map == 0 {
        return key.check();
    }
    let map = Map(map);
    let hash = key.hash(map.seed(), 0)?;
    map.begin_write()?;
    // SAFETY: the table has this layout.
    let removed = unsafe { remove_from_table(layout, map, key, hash) };
    map.end_write()?;
    removed
}

/// # Safety
/// As [`get`].
unsafe fn remove_from_table<K: Key>(layout: &MapLayout, map: Map, key: &K, hash: u64) -> Result<(), Fault> {
    let Some(table) = map.table() else {
        return Ok(());
    };
    // SAFETY: the table has this layout.
    unsafe {
        if let Some(found) = table.find(layout, key, hash)? {
            table.remove(layout, &found);
            let count = map.word(COUNT).saturating_sub(1);
            map.set_word(COUNT, count);
            if count == 0 && table.worn() {
                table.reset(layout);
            }
        }
    }
    Ok(())
}

/// `clear(map)`.
///
/// # Safety
/// `map` is a word of a map of type `ty`.
pub unsafe fn clear(types: &RuntimeTypes, ty: TypeId, map: Word) -> Result<(), Fault> {
    if map == 0 {
        return Ok(());
    }
    let map = Map(map);
    map.begin_write()?;
    if let Some(table) = map.table() {
        // SAFETY: the table has this layout.
        unsafe { table.reset(layout(types, ty)) };
    }
    map.set_word(COUNT, 0);
    map.set_word(CLEARS, map.word(CLEARS) + 1);
    map.end_write()
}

/// A copy of a map (`maps.Clone`); of nil: nil.
///
/// # Safety
/// `map` is a word of a map of type `ty`.
pub unsafe fn clone(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    map: Word,
) -> Result<Word, Fault> {
    if map == 0 {
        return Ok(0);
    }
    let source = Map(map);
    source.check_readable(Fault::ConcurrentMapReadWrite)?;
    let copy = make(allocator, types, ty, 0)?;
    if let Some(old) = source.table() {
        let layout = layout(types, ty);
        let table = Table::new(allocator, layout, old.live(layout))?;
        // SAFETY: both tables have this layout, and the new one has room.
        unsafe { table.take_entries(types, layout, old, Map(copy).seed())? };
        Map(copy).set_word(TABLE, table.address());
        Map(copy).set_word(COUNT, table.live(layout) as Word);
    }
    Ok(copy)
}

#[cfg(test)]
mod tests;
