//! Words that live as long as the machine: string constants and the func values of functions that
//! capture nothing. They are neither collected nor scanned: nothing in them points into the heap.

use std::sync::{Mutex, PoisonError};

const CHUNK_WORDS: usize = 8192;

/// A growing area of such words.
#[derive(Default)]
pub struct Permanent {
    chunks: Mutex<Chunks>,
}

/// The chunks are held by address: what was handed out is written to by others.
#[derive(Default)]
struct Chunks {
    all: Vec<*mut [u64]>,
    /// Words used of the last chunk.
    used: usize,
}

// SAFETY: the chunks are memory of their own, used by whoever got a part of them.
unsafe impl Send for Chunks {}

impl Permanent {
    /// An empty area.
    pub fn new() -> Permanent {
        Permanent::default()
    }

    /// `words` zeroed words that stay where they are until the area is dropped.
    pub fn alloc(&self, words: usize) -> *mut u64 {
        let mut chunks = self.chunks.lock().unwrap_or_else(PoisonError::into_inner);
        let last = chunks.all.last().copied().filter(|last| last.len() - chunks.used >= words);
        let chunk = last.unwrap_or_else(|| {
            let new = Box::into_raw(vec![0; words.max(CHUNK_WORDS)].into_boxed_slice());
            chunks.all.push(new);
            chunks.used = 0;
            new
        });
        let start = chunks.used;
        chunks.used += words;
        // SAFETY: the chunk has room for `words` from there on.
        unsafe { chunk.cast::<u64>().add(start) }
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        for chunk in self.all.drain(..) {
            // SAFETY: made by `Box::into_raw`; nobody uses the area any longer.
            drop(unsafe { Box::from_raw(chunk) });
        }
    }
}
