//! What a collection starts from: ranges of words (stacks, globals, queues) and single words that
//! the other parts of the machine hand over while everything stands still.

use super::mark::Span;

/// Collects the roots of one collection. Ranges must stay in place until marking is done.
#[derive(Default)]
pub struct Roots {
    pub(super) spans: Vec<Span>,
    pub(super) words: Vec<u64>,
}

impl Roots {
    /// All words of a range are roots.
    ///
    /// # Safety
    /// The range is aligned to 8 bytes and readable, and stays so until marking is done.
    pub unsafe fn range(&mut self, start: *const u64, words: usize) {
        if words > 0 {
            self.spans.push(Span { start, words });
        }
    }

    /// One word is a root: any value, of which the lower 48 bits count as an address.
    pub fn word(&mut self, word: u64) {
        if word != 0 {
            self.words.push(word);
        }
    }

    /// All words of a slice are roots now (they are copied).
    pub fn words(&mut self, words: &[u64]) {
        self.words.extend_from_slice(words);
    }
}
