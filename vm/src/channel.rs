//! Channels. A channel lies in the Go heap: this header, then the ring buffer's slots.
//!
//! Slots hold values as frames do (a by-reference value as the address of a copy that the sender
//! made), so moving a value is copying words, and nothing here needs a type or allocates.
//!
//! Invariants, under the lock: when a receiver waits, the buffer is empty and no sender waits; when
//! a sender waits, the buffer is full. So a value goes straight into the slot of a waiting receiver
//! and comes straight out of that of a waiting sender. Whoever takes a goroutine out of a queue
//! owns it and makes it runnable. A channel of a timer holds one value but says its size is 0.

mod queue;
mod transfer;

pub(crate) use queue::WaitQueue;
pub(crate) use transfer::{WokenList, leave, wake};
pub use transfer::{close, receive, send, try_receive, try_send};

use crate::timer::RuntimeTimer;
use crate::value::Word;
use burrow_bytecode::TypeId;
use std::ptr;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::*};

/// Spins so often before it lets another thread run.
const SPINS: u32 = 64;

/// The header of a channel.
#[repr(C)]
pub struct Channel {
    lock: AtomicU8,
    closed: AtomicU8,
    /// Words of a value in a frame.
    elem_words: u16,
    /// The element's type when it is a by-reference one: what a closed channel gives is made anew.
    by_ref_type: TypeId,
    /// The slot of the bubble it was made in (see `bubble.rs`); 0: outside.
    bubble: u16,
    /// Values in the buffer; read by `len` without the lock.
    len: AtomicU64,
    /// Slots for values.
    cap: u64,
    /// Where the oldest value stands.
    head: u64,
    pub(crate) receivers: WaitQueue,
    pub(crate) senders: WaitQueue,
    /// The timer that sends here, in the Go heap as well.
    pub(crate) timer: *mut RuntimeTimer,
}

/// What came of an operation that may wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done.
    Done,
    /// The goroutine is parked, and may be running elsewhere already.
    Parked,
    /// Panics with "send on closed channel".
    SendOnClosed,
}

/// What came of a `close`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CloseOutcome {
    /// Done.
    Done,
    /// Panics with "close of closed channel".
    AlreadyClosed,
    /// Panics with "close of nil channel".
    Nil,
}

/// Bytes of a channel object with `cap` slots of `elem_words` words; `None` when there can be no
/// such channel ("makechan: size out of range").
pub fn object_bytes(elem_words: u16, cap: i64) -> Option<usize> {
    let slots = usize::try_from(cap).ok()?.checked_mul(usize::from(elem_words) * 8)?;
    let bytes = slots.checked_add(size_of::<Channel>())?;
    (bytes <= 1 << 40).then_some(bytes)
}

/// Makes the fresh zeroed object at `at` a channel. `by_ref_type` is the element's type when that
/// is by-reference, else [`TypeId::NIL`]; `bubble` the slot of the maker's bubble.
///
/// # Safety
/// `at` is an object of [`object_bytes`] bytes that nobody else knows yet.
pub unsafe fn initialise(at: *mut u8, elem_words: u16, by_ref_type: TypeId, cap: i64, bubble: u16) {
    let channel = at.cast::<Channel>();
    // SAFETY: the caller's promise; all other fields are zero: unlocked, open, empty.
    unsafe {
        (*channel).elem_words = elem_words;
        (*channel).by_ref_type = by_ref_type;
        (*channel).cap = cap as u64;
        (*channel).bubble = bubble;
    }
}

/// The slot of the bubble in which the channel was made.
///
/// # Safety
/// `channel` is a channel's address.
pub(crate) unsafe fn bubble(channel: Word) -> u16 {
    // SAFETY: the caller's promise; never changes.
    unsafe { (*(channel as *const Channel)).bubble }
}

/// `len(channel)`; a nil channel has none.
///
/// # Safety
/// `channel` is 0 or a channel's address.
pub unsafe fn len(channel: Word) -> usize {
    // SAFETY: the caller's promise.
    match unsafe { (channel as *const Channel).as_ref() } {
        Some(channel) if channel.timer.is_null() => channel.len.load(Relaxed) as usize,
        _ => 0,
    }
}

/// `cap(channel)`.
///
/// # Safety
/// `channel` is 0 or a channel's address.
pub unsafe fn cap(channel: Word) -> usize {
    // SAFETY: the caller's promise.
    match unsafe { (channel as *const Channel).as_ref() } {
        Some(channel) if channel.timer.is_null() => channel.cap as usize,
        _ => 0,
    }
}

/// The type of the channel's values when they are by-reference.
///
/// # Safety
/// `channel` is 0 or a channel's address.
pub unsafe fn by_ref_type(channel: Word) -> Option<TypeId> {
    // SAFETY: the caller's promise.
    let channel = unsafe { (channel as *const Channel).as_ref() }?;
    (channel.by_ref_type != TypeId::NIL).then_some(channel.by_ref_type)
}

impl Channel {
    #[inline]
    pub(crate) fn lock(&self) {
        if self.lock.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            self.lock_slow();
        }
    }

    #[cold]
    fn lock_slow(&self) {
        let mut spins = 0;
        loop {
            while self.lock.load(Relaxed) != 0 {
                spins += 1;
                if spins < SPINS {
                    std::hint::spin_loop();
                } else {
                    // The holder's thread may have been stopped in the middle.
                    std::thread::yield_now();
                }
            }
            if self.lock.compare_exchange(0, 1, Acquire, Relaxed).is_ok() {
                return;
            }
        }
    }

    #[inline]
    pub(crate) fn unlock(&self) {
        self.lock.store(0, Release);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Relaxed) != 0
    }

    fn words(&self) -> usize {
        usize::from(self.elem_words)
    }

    /// The buffer's slot at `index`, which is below `cap`.
    fn slot(&mut self, index: u64) -> *mut Word {
        let first = (&raw mut *self).wrapping_add(1).cast::<Word>();
        first.wrapping_add(index as usize * self.words())
    }

    pub(crate) fn has_room(&self) -> bool {
        self.buffered() < self.cap
    }

    pub(crate) fn buffered(&self) -> u64 {
        self.len.load(Relaxed)
    }

    /// Without the lock: whether there is a moment during the call at which a receive would not have
    /// to wait. Emptiness first: a channel that is open later was open then.
    #[inline]
    pub(crate) fn looks_receivable(&self) -> bool {
        let empty = match self.cap {
            0 => self.senders.looks_empty(),
            _ => self.len.load(Acquire) == 0,
        };
        !empty || self.is_closed()
    }

    /// Likewise for a send. (A closed channel never comes to need waiting.)
    #[inline]
    pub(crate) fn looks_sendable(&self) -> bool {
        let full = match self.cap {
            0 => self.receivers.looks_empty(),
            cap => self.len.load(Acquire) == cap,
        };
        !full || self.is_closed()
    }

    /// Appends the words at `value` to the buffer, which has room.
    ///
    /// # Safety
    /// The lock is held; `value` has the element's words.
    pub(crate) unsafe fn put(&mut self, value: *const Word) {
        let len = self.buffered();
        let mut at = self.head + len;
        if at >= self.cap {
            at -= self.cap;
        }
        let (slot, words) = (self.slot(at), self.words());
        // SAFETY: a slot of the buffer, and the caller's promise.
        unsafe { copy(value, slot, words) };
        self.len.store(len + 1, Relaxed);
    }

    /// Moves the oldest value of the buffer, which is not empty, to `to` (null: nowhere).
    ///
    /// # Safety
    /// The lock is held; `to` is null or has room for the element's words.
    unsafe fn get(&mut self, to: *mut Word) {
        let (slot, words) = (self.slot(self.head), self.words());
        // SAFETY: a slot of the buffer, and the caller's promise.
        unsafe {
            if !to.is_null() {
                copy(slot, to, words);
            }
            // The collector shall not keep what has been taken out.
            zero(slot, words);
        }
        self.head += 1;
        if self.head == self.cap {
            self.head = 0;
        }
        self.len.store(self.buffered() - 1, Relaxed);
    }

    /// Throws away what is in the buffer.
    pub(crate) fn drain(&mut self) {
        while self.buffered() > 0 {
            // SAFETY: the caller holds the lock; the buffer is not empty.
            unsafe { self.get(ptr::null_mut()) };
        }
    }
}

/// # Safety
/// Both have room for `words` words.
#[inline]
unsafe fn copy(from: *const Word, to: *mut Word, words: usize) {
    // SAFETY: the caller's promise. One word is by far the commonest.
    unsafe {
        if words == 1 {
            *to = *from;
        } else {
            ptr::copy(from, to, words);
        }
    }
}

/// # Safety
/// `to` has room for `words` words.
#[inline]
unsafe fn zero(to: *mut Word, words: usize) {
    // SAFETY: the caller's promise.
    unsafe { ptr::write_bytes(to, 0, words) }
}
