//! Stacks: the inline slots first, then blocks of a power of two of words. A stack grows by being
//! copied to a block twice as large; blocks are recycled by each worker.

use super::{Goroutine, INLINE_WORDS};
use crate::memory::MemoryAccount;
use crate::value::Word;
use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A stack of more words than this is Go's "stack overflow": 256 MB (Go's limit is 1 GB of frames
/// that are larger than ours).
pub const STACK_WORDS_MAX: usize = 32 << 20;
/// Smallest block of its own.
const FIRST_CLASS: u32 = 6;
/// Blocks up to this class are kept for the next goroutine.
const LAST_KEPT_CLASS: u32 = 13;
/// Blocks kept of a class.
const KEPT: usize = 32;
/// A byte of a stack that was moved away by [`Goroutine::move_stack`].
const SPOILED: u8 = 0xa5;

/// A stack would grow beyond [`STACK_WORDS_MAX`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StackOverflow;

/// A worker's free stack blocks.
pub(crate) struct StackCache {
    /// Bytes of blocks that all workers have made and not freed.
    total_bytes: Arc<AtomicUsize>,
    account: Arc<MemoryAccount>,
    free: [Vec<*mut Word>; (LAST_KEPT_CLASS - FIRST_CLASS + 1) as usize],
}

impl StackCache {
    /// An empty cache whose blocks count among `total_bytes` and in the account.
    pub(crate) fn new(total_bytes: Arc<AtomicUsize>, account: Arc<MemoryAccount>) -> StackCache {
        StackCache { total_bytes, account, free: Default::default() }
    }

    fn take(&mut self, class: u32) -> *mut Word {
        let kept = self.free.get_mut((class - FIRST_CLASS) as usize).and_then(Vec::pop);
        kept.unwrap_or_else(|| {
            self.total_bytes.fetch_add(layout(1 << class).size(), Relaxed);
            self.account.outside_grows(layout(1 << class).size());
            allocate(1 << class)
        })
    }

    fn put(&mut self, block: *mut Word, words: usize) {
        let class = words.trailing_zeros();
        match self.free.get_mut((class - FIRST_CLASS) as usize) {
            Some(list) if list.len() < KEPT => list.push(block),
            _ => {
                self.total_bytes.fetch_sub(layout(words).size(), Relaxed);
                self.account.outside_shrinks(layout(words).size());
                // SAFETY: a block of `words` words made by `allocate`, in nobody's use.
                unsafe { dealloc(block.cast(), layout(words)) }
            }
        }
    }
}

impl Drop for StackCache {
    fn drop(&mut self) {
        for (list, class) in self.free.iter_mut().zip(FIRST_CLASS..) {
            for block in list.drain(..) {
                // SAFETY: a block of this class made by `allocate`, in nobody's use.
                unsafe { dealloc(block.cast(), layout(1 << class)) };
            }
        }
    }
}

fn layout(words: usize) -> Layout {
    // Never fails: at most STACK_WORDS_MAX words.
    Layout::array::<Word>(words).unwrap_or(Layout::new::<Word>())
}

fn allocate(words: usize) -> *mut Word {
    // SAFETY: the layout is not empty.
    let block = unsafe { alloc(layout(words)) };
    if block.is_null() {
        handle_alloc_error(layout(words));
    }
    block.cast()
}

impl Goroutine {
    pub(crate) fn use_inline_stack(&mut self) {
        self.stack = self.inline.as_mut_ptr();
        // SAFETY: one past the inline slots.
        self.stack_end = unsafe { self.stack.add(INLINE_WORDS) };
        self.fp = self.stack;
    }

    fn has_inline_stack(&self) -> bool {
        ptr::eq(self.stack, self.inline.as_ptr())
    }

    /// Grows the stack so that `words` more words fit above `fp`, which moves with it: afterwards
    /// take `fp` and `stack_end` anew. The old contents are copied whole.
    pub(crate) fn grow_stack(&mut self, cache: &mut StackCache, words: usize) -> Result<(), StackOverflow> {
        let depth = (self.fp as usize - self.stack as usize) / size_of::<Word>();
        let old_words = self.stack_words();
        let wanted = (depth + words).max(old_words * 2).next_power_of_two().max(1 << FIRST_CLASS);
        if wanted > STACK_WORDS_MAX {
            return Err(StackOverflow);
        }
        let (old, words) = self.move_to(cache, wanted);
        self.put_back(cache, old, words);
        Ok(())
    }

    /// Moves the stack to another place of its size and spoils the old one, so that whatever still
    /// points there shows: for tests.
    pub(crate) fn move_stack(&mut self, cache: &mut StackCache) {
        let (old, words) = self.move_to(cache, self.stack_words().max(1 << FIRST_CLASS));
        // SAFETY: a stack's words, no longer in use.
        unsafe { ptr::write_bytes(old, SPOILED, words) };
        self.put_back(cache, old, words);
    }

    /// Goes on in a block of `wanted` words; gives the place and the words of the stack so far.
    fn move_to(&mut self, cache: &mut StackCache, wanted: usize) -> (*mut Word, usize) {
        let depth = (self.fp as usize - self.stack as usize) / size_of::<Word>();
        let (old, words) = (self.stack, self.stack_words());
        let block = cache.take(wanted.trailing_zeros());
        // SAFETY: both places hold at least `words` words and are distinct; `depth` is inside.
        unsafe {
            ptr::copy_nonoverlapping(old, block, words);
            self.stack = block;
            self.stack_end = block.add(wanted);
            self.fp = block.add(depth);
        }
        (old, words)
    }

    /// A place that was the stack's is free, unless it is the inline slots.
    fn put_back(&self, cache: &mut StackCache, old: *mut Word, words: usize) {
        if !ptr::eq(old, self.inline.as_ptr()) {
            cache.put(old, words);
        }
    }

    /// Gives the stack's block to the worker and goes back to the inline slots.
    pub(crate) fn release_stack(&mut self, cache: &mut StackCache) {
        if !self.has_inline_stack() {
            cache.put(self.stack, self.stack_words());
        }
        self.use_inline_stack();
    }

    /// Frees the stack's block, when the whole scheduler ends.
    ///
    /// # Safety
    /// Nobody may run this goroutine again.
    pub(crate) unsafe fn free_stack(&mut self) {
        if !self.has_inline_stack() {
            // SAFETY: a block made by `allocate`; the caller says it is in nobody's use.
            unsafe { dealloc(self.stack.cast(), layout(self.stack_words())) };
            self.use_inline_stack();
        }
    }
}
