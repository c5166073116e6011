//! Iteration: `for k, v := range m`. An iterator walks the positions of the table it started with,
//! from a random one on; small tables in a random stride, too. When the map has moved to another
//! table meanwhile, what the old one holds is looked up in the new one, so that removed entries do
//! not appear and changed ones appear as they are. Each position is visited once, and so each entry
//! at most once.

use super::key::{GeneralKey, Key, StringKey, WordKey};
use super::table::Table;
use super::{CLEARS, Map, TABLE, layout};
use crate::fault::Fault;
use crate::heap::{Allocator, ObjectKind};
use crate::runtime_types::{KeyClass, MapLayout, RuntimeTypes};
use crate::value::{Word, load_word, store_word};
use burrow_bytecode::TypeId;

/// Words of an iterator.
const MAP: Word = 0;
const STARTED_WITH: Word = 8;
const STARTED_CLEARS: Word = 16;
const START: Word = 24;
const STRIDE: Word = 32;
const STEP: Word = 40;
const ITERATOR_WORDS: usize = 6;

/// Tables up to this size are walked in a stride.
const STRIDE_CAPACITY: usize = 64;

/// An entry of a map: addresses of the key's and the value's words.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Of the key.
    pub key: *const Word,
    /// Of the value.
    pub value: *const Word,
}

/// An iterator over a map of type `ty`, which starts where `random` says. It is an object of the
/// heap, at the address returned.
///
/// # Safety
/// `map` is a word of a map of type `ty`.
pub unsafe fn iterate(
    allocator: &mut Allocator,
    types: &RuntimeTypes,
    ty: TypeId,
    map: Word,
    random: u64,
) -> Result<Word, Fault> {
    let iterator = allocator.alloc_words(ITERATOR_WORDS, ObjectKind::Scan)?;
    if map == 0 {
        return Ok(iterator);
    }
    let map = Map(map);
    map.check_readable(Fault::ConcurrentMapIteration)?;
    let Some(table) = map.table() else {
        return Ok(iterator);
    };
    let (start, stride) = if table.capacity() <= STRIDE_CAPACITY {
        (random & 0xffff, random >> 32 | 1)
    } else {
        (random % table.end(layout(types, ty)).max(1) as u64, 1)
    };
    let fields = [
        (MAP, map.0),
        (STARTED_WITH, table.address()),
        (STARTED_CLEARS, map.word(CLEARS)),
        (START, start),
        (STRIDE, stride),
    ];
    for (offset, value) in fields {
        // SAFETY: a new object with these words.
        unsafe { store_word(iterator + offset, value) };
    }
    Ok(iterator)
}

/// The next entry, or `None` at the end.
///
/// # Safety
/// `iterator` was made by [`iterate`] for a map of type `ty`.
pub unsafe fn next(types: &RuntimeTypes, ty: TypeId, iterator: Word) -> Result<Option<Entry>, Fault> {
    // SAFETY: the caller's promise.
    let field = |offset| unsafe { load_word(iterator + offset) };
    let Some(table) = Table::at(field(STARTED_WITH)) else {
        return Ok(None);
    };
    let map = Map(field(MAP));
    map.check_readable(Fault::ConcurrentMapIteration)?;
    let layout = layout(types, ty);
    let (start, stride) = (field(START), field(STRIDE));
    let mut step = field(STEP);
    let (positions, end) = (table.positions(layout), table.end(layout));
    let strided = table.capacity() <= STRIDE_CAPACITY;
    let span = if strided { positions.next_power_of_two() } else { positions };
    let mut found = None;
    while step < span as Word && found.is_none() {
        let position = if strided {
            start.wrapping_add(step.wrapping_mul(stride)) as usize & (span - 1)
        } else {
            let position = (start + step) as usize;
            if position < span { position } else { position - span }
        };
        step += 1;
        if position >= end {
            if !strided {
                step += (span - 1 - position) as Word; // on from the first entry
            }
        } else if let Some(entry) = table.entry_at(layout, position) {
            found = if map.word(TABLE) == table.address() {
                Some(entry)
            } else {
                // SAFETY: an entry of the table that the iteration started with.
                unsafe { look_up(types, layout, map, entry, field(STARTED_CLEARS))? }
            };
        }
    }
    // SAFETY: the caller's promise.
    unsafe { store_word(iterator + STEP, step) };
    Ok(found.map(|entry| Entry {
        key: entry as *const Word,
        value: (entry + 8 * layout.key_words as Word) as *const Word,
    }))
}

/// What the map's present table has for the key of an entry of an older one. A key that is not equal
/// to itself cannot have been removed but by clearing.
///
/// # Safety
/// `entry` is one of a table of this layout.
unsafe fn look_up(
    types: &RuntimeTypes,
    layout: &MapLayout,
    map: Map,
    entry: Word,
    clears: Word,
) -> Result<Option<Word>, Fault> {
    // SAFETY: the caller's promise; keys in memory are their own words.
    unsafe {
        match layout.class {
            KeyClass::Word => find(layout, map, &WordKey(load_word(entry))),
            KeyClass::String => find(layout, map, &StringKey::new(load_word(entry))),
            KeyClass::General => {
                let memory = MapLayout { key_by_ref: false, ..*layout };
                let key = GeneralKey::new(types, &memory, entry as *const Word);
                if layout.irreflexive && !key.equals(entry)? {
                    return Ok((map.word(CLEARS) == clears).then_some(entry));
                }
                find(layout, map, &key)
            }
        }
    }
}

/// # Safety
/// The map's table has this layout.
unsafe fn find<K: Key>(layout: &MapLayout, map: Map, key: &K) -> Result<Option<Word>, Fault> {
    let Some(table) = map.table() else {
        return Ok(None);
    };
    let hash = key.hash(map.seed(), 0)?;
    // SAFETY: the caller's promise.
    Ok(unsafe { table.find(layout, key, hash)? }.map(|found| found.entry))
}
