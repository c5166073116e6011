//! Keys as maps compare them: one word, a string, or anything by its type's plan. Each operation of
//! a map is compiled once for each.

use crate::equality::{Hasher, hash_bytes, hash_value, hash_word, values_equal};
use crate::fault::Fault;
use crate::runtime_types::{KeyClass, MapLayout, RuntimeTypes};
use crate::strings;
use crate::value::{Word, copy_words, load_word, store_word};

/// A key to look for.
pub(super) trait Key {
    /// Hashing may fail, so it must happen also where the hash is not needed.
    const ALWAYS_HASHED: bool;
    /// Its hash; `salt` makes those of NaNs differ.
    fn hash(&self, seed: u64, salt: u64) -> Result<u64, Fault>;
    /// Fails when the key cannot be hashed.
    fn check(&self) -> Result<(), Fault> {
        if Self::ALWAYS_HASHED { self.hash(0, 0).map(|_| ()) } else { Ok(()) }
    }
    /// The key's word, if keys of its kind are one word that is compared as such.
    #[inline(always)]
    fn word(&self) -> Option<Word> {
        None
    }
    /// Whether the key's words at `entry` are this key.
    ///
    /// # Safety
    /// `entry` is the address of a key of the same type.
    unsafe fn equals(&self, entry: Word) -> Result<bool, Fault>;
    /// Writes it to a new entry.
    ///
    /// # Safety
    /// `entry` has room for the key.
    unsafe fn store(&self, entry: Word);
    /// Writes it over an equal key, where equal keys may differ (0 and -0) or hold on to memory.
    ///
    /// # Safety
    /// `entry` is the address of an equal key.
    unsafe fn update(&self, _entry: Word) {}
}

/// A key of one word.
pub(super) struct WordKey(pub Word);

impl Key for WordKey {
    const ALWAYS_HASHED: bool = false;
    #[inline(always)]
    fn hash(&self, seed: u64, _salt: u64) -> Result<u64, Fault> {
        Ok(hash_word(seed, self.0))
    }
    #[inline(always)]
    fn word(&self) -> Option<Word> {
        Some(self.0)
    }
    #[inline(always)]
    unsafe fn equals(&self, entry: Word) -> Result<bool, Fault> {
        // SAFETY: the caller's promise.
        Ok(unsafe { load_word(entry) } == self.0)
    }
    #[inline(always)]
    unsafe fn store(&self, entry: Word) {
        // SAFETY: the caller's promise.
        unsafe { store_word(entry, self.0) }
    }
}

/// A string.
pub(super) struct StringKey<'a> {
    word: Word,
    bytes: &'a [u8],
}

impl StringKey<'_> {
    /// # Safety
    /// `word` is a string word that stays reachable.
    pub unsafe fn new(word: Word) -> StringKey<'static> {
        // SAFETY: the caller's promise.
        let bytes = unsafe { strings::bytes(word) };
        StringKey { word, bytes }
    }
}

impl Key for StringKey<'_> {
    const ALWAYS_HASHED: bool = false;
    #[inline]
    fn hash(&self, seed: u64, _salt: u64) -> Result<u64, Fault> {
        Ok(hash_bytes(seed, self.bytes))
    }
    #[inline]
    unsafe fn equals(&self, entry: Word) -> Result<bool, Fault> {
        // SAFETY: the caller's promise.
        unsafe {
            let other = load_word(entry);
            Ok(other == self.word || strings::bytes(other) == self.bytes)
        }
    }
    unsafe fn store(&self, entry: Word) {
        // SAFETY: the caller's promise.
        unsafe { store_word(entry, self.word) }
    }
}

/// Any key, by the address of its words.
pub(super) struct GeneralKey<'a> {
    types: &'a RuntimeTypes,
    layout: &'a MapLayout,
    address: Word,
}

impl<'a> GeneralKey<'a> {
    /// # Safety
    /// `frame` points to a key of this layout in frame representation.
    pub unsafe fn new(types: &'a RuntimeTypes, layout: &'a MapLayout, frame: *const Word) -> Self {
        // SAFETY: the caller's promise.
        let address = unsafe { if layout.key_by_ref { *frame } else { frame as Word } };
        GeneralKey { types, layout, address }
    }
}

impl Key for GeneralKey<'_> {
    const ALWAYS_HASHED: bool = true;
    fn hash(&self, seed: u64, salt: u64) -> Result<u64, Fault> {
        let hasher = Hasher::new(seed, salt);
        // SAFETY: `new`'s caller promised a key there.
        unsafe { hash_value(self.types, self.layout.key, self.address, hasher) }
    }
    unsafe fn equals(&self, entry: Word) -> Result<bool, Fault> {
        // SAFETY: the caller's promise.
        unsafe { values_equal(self.types, self.layout.key, entry, self.address) }
    }
    unsafe fn store(&self, entry: Word) {
        // SAFETY: the caller's promise.
        unsafe { copy_words(entry as *mut Word, self.address as *const Word, self.layout.key_words) }
    }
    unsafe fn update(&self, entry: Word) {
        // SAFETY: the caller's promise.
        unsafe { self.store(entry) }
    }
}

/// The hash of the key stored at `entry`.
///
/// # Safety
/// `entry` is the address of a key of this layout.
pub(super) unsafe fn hash_stored(
    types: &RuntimeTypes,
    layout: &MapLayout,
    entry: Word,
    seed: u64,
    salt: u64,
) -> Result<u64, Fault> {
    // SAFETY: the caller's promise.
    unsafe {
        match layout.class {
            KeyClass::Word => Ok(hash_word(seed, load_word(entry))),
            KeyClass::String => Ok(hash_bytes(seed, strings::bytes(load_word(entry)))),
            KeyClass::General => hash_value(types, layout.key, entry, Hasher::new(seed, salt)),
        }
    }
}
