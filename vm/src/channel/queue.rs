//! The queues of a channel's waiters: doubly linked through nodes that lie in the goroutines, so
//! that a select can take its nodes out of the middle. All under the channel's lock.

use crate::goroutine::{Goroutine, Waiter};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering::*};

/// First come, first served.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct WaitQueue {
    /// Atomic for [`WaitQueue::looks_empty`] only.
    first: AtomicPtr<Waiter>,
    last: *mut Waiter,
}

impl WaitQueue {
    pub const fn new() -> WaitQueue {
        WaitQueue { first: AtomicPtr::new(ptr::null_mut()), last: ptr::null_mut() }
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.first().is_null()
    }

    /// Without the lock: whether it is empty at this moment.
    #[inline]
    pub fn looks_empty(&self) -> bool {
        // Acquire: what is looked at afterwards is no older.
        self.first.load(Acquire).is_null()
    }

    #[inline]
    pub fn first(&self) -> *mut Waiter {
        self.first.load(Relaxed)
    }

    #[inline]
    fn set_first(&self, waiter: *mut Waiter) {
        self.first.store(waiter, Relaxed);
    }

    /// Appends a node.
    ///
    /// # Safety
    /// The queue's lock is held; `waiter` is in no queue and stays valid until it is taken out.
    #[inline]
    pub unsafe fn push(&mut self, waiter: *mut Waiter) {
        // SAFETY: nodes in the queue are valid and belong to the lock's holder.
        unsafe {
            (*waiter).next = ptr::null_mut();
            (*waiter).previous = self.last;
            (*waiter).linked = true;
            match self.last.is_null() {
                true => self.set_first(waiter),
                false => (*self.last).next = waiter,
            }
        }
        self.last = waiter;
    }

    /// Puts a node before all others.
    ///
    /// # Safety
    /// As [`WaitQueue::push`].
    pub unsafe fn push_first(&mut self, waiter: *mut Waiter) {
        // SAFETY: nodes in the queue are valid and belong to the lock's holder.
        unsafe {
            (*waiter).next = self.first();
            (*waiter).previous = ptr::null_mut();
            (*waiter).linked = true;
            match self.is_empty() {
                true => self.last = waiter,
                false => (*self.first()).previous = waiter,
            }
        }
        self.set_first(waiter);
    }

    /// Takes a node out, wherever it is; nothing when it is in no queue.
    ///
    /// # Safety
    /// The queue's lock is held; `waiter` is in this queue or in none.
    #[inline]
    pub unsafe fn remove(&mut self, waiter: *mut Waiter) {
        // SAFETY: as above.
        unsafe {
            if !(*waiter).linked {
                return;
            }
            let (previous, next) = ((*waiter).previous, (*waiter).next);
            match previous.is_null() {
                true => self.set_first(next),
                false => (*previous).next = next,
            }
            match next.is_null() {
                true => self.last = previous,
                false => (*next).previous = previous,
            }
            (*waiter).linked = false;
        }
    }

    /// Takes the first node whose goroutine the caller may wake: its own node, or a node of a
    /// select that nobody has claimed yet.
    ///
    /// # Safety
    /// The queue's lock is held.
    #[inline]
    pub unsafe fn pop(&mut self) -> Option<*mut Waiter> {
        while !self.is_empty() {
            let waiter = self.first();
            // SAFETY: nodes in the queue are valid and belong to the lock's holder; a select's
            // goroutine goes on only when all its nodes are out.
            unsafe {
                self.remove(waiter);
                if !(*waiter).select || claim((*waiter).goroutine) {
                    return Some(waiter);
                }
            }
        }
        None
    }
}

/// Wins the race for a goroutine in a select.
///
/// # Safety
/// The goroutine cannot end meanwhile.
unsafe fn claim(goroutine: *mut Goroutine) -> bool {
    // SAFETY: the caller's promise; `claim` is atomic.
    let claimed = unsafe { &(*goroutine).claim };
    // AcqRel: the winner sees the select as it was parked.
    claimed.compare_exchange(0, 1, AcqRel, Relaxed).is_ok()
}
