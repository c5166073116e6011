//! Words that live as long as the machine: string constants and the func values of functions that
//! capture nothing. They are neither collected nor scanned: nothing in them points into the heap.

use std::sync::{Mutex, PoisonError};

const CHUNK_WORDS: usize = 8192;

/// A growing area of such words.
#[derive(Default)]
pub struct Permanent {
    chunks: Mutex<Chunks>,
}

#[derive(Default)]
struct Chunks {
    all: Vec<Box<[u64]>>,
    /// Words used of the last chunk.
    used: usize,
}

impl Permanent {
    /// An empty area.
    pub fn new() -> Permanent {
        Permanent::default()
    }

    /// `words` zeroed words that stay where they are until the area is dropped.
    pub fn alloc(&self, words: usize) -> *mut u64 {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let room = chunks
            .all
            .last()
            .map_or(0, |chunk| chunk.len() - chunks.used);
        if room < words || chunks.all.is_empty() {
            chunks
                .all
                .push(vec![0; words.max(CHUNK_WORDS)].into_boxed_slice());
            chunks.used = 0;
        }
        let start = chunks.used;
        chunks.used += words;
        match chunks.all.last_mut() {
            Some(chunk) => chunk[start..].as_mut_ptr(),
            None => std::ptr::dangling_mut(),
        }
    }
}
