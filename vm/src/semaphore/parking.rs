//! The table of parked goroutines by address.

use crate::channel::{WaitQueue, WokenList};
use crate::goroutine::{Goroutine, Waiter};
use crate::scheduler::lock;
use std::sync::{Mutex, MutexGuard};

const BUCKETS: usize = 256;

/// Queues of goroutines by address.
pub struct ParkingTable {
    buckets: Box<[Bucket]>,
}

#[repr(align(64))]
struct Bucket {
    queues: Mutex<Vec<AddressQueue>>,
}

struct AddressQueue {
    address: usize,
    waiters: WaitQueue,
    len: usize,
}

// SAFETY: the nodes lie in parked goroutines and are touched under the bucket's lock only.
unsafe impl Send for AddressQueue {}

/// A locked bucket, with the queues of one word: its address is the key of the first, the address
/// plus one that of a second (words are aligned).
pub(super) struct Queues<'t> {
    address: usize,
    queues: MutexGuard<'t, Vec<AddressQueue>>,
}

impl ParkingTable {
    pub(crate) fn new() -> ParkingTable {
        let bucket = |_| Bucket { queues: Mutex::default() };
        ParkingTable { buckets: (0..BUCKETS).map(bucket).collect() }
    }

    /// Locks the queues of the word at `address`.
    pub(super) fn lock(&self, address: usize) -> Queues<'_> {
        let hash = (address >> 3).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        Queues { address, queues: lock(&self.buckets[hash % BUCKETS].queues) }
    }
}

/// Which queue of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Writers, and everything that has one queue.
    First,
    /// Readers.
    Second,
}

impl Queues<'_> {
    fn key(&self, which: Which) -> usize {
        self.address + usize::from(which == Which::Second)
    }

    fn find(&self, which: Which) -> Option<usize> {
        let key = self.key(which);
        self.queues.iter().position(|queue| queue.address == key)
    }

    /// Nobody waits.
    pub fn is_empty(&self, which: Which) -> bool {
        // A queue is removed with its last waiter.
        self.find(which).is_none()
    }

    fn queue(&mut self, which: Which) -> &mut AddressQueue {
        let at = self.find(which).unwrap_or_else(|| {
            let address = self.key(which);
            self.queues.push(AddressQueue { address, waiters: WaitQueue::new(), len: 0 });
            self.queues.len() - 1
        });
        &mut self.queues[at]
    }

    /// Appends a goroutine that is prepared to park; how many wait now.
    pub fn push(&mut self, which: Which, goroutine: &mut Goroutine) -> usize {
        let queue = self.queue(which);
        // SAFETY: its own node is in no queue; the bucket is locked.
        unsafe { queue.waiters.push(&raw mut goroutine.waiter) }
        queue.len += 1;
        queue.len
    }

    /// Puts it before all others.
    pub fn push_first(&mut self, which: Which, goroutine: &mut Goroutine) {
        let queue = self.queue(which);
        // SAFETY: as in `push`.
        unsafe { queue.waiters.push_first(&raw mut goroutine.waiter) }
        queue.len += 1;
    }

    /// The longest waiting one.
    pub fn first(&self, which: Which) -> Option<&Waiter> {
        // SAFETY: a node in the queue, under the lock.
        self.find(which).and_then(|at| unsafe { self.queues[at].waiters.first().as_ref() })
    }

    /// Takes out the longest waiting one: it belongs to the caller.
    pub fn pop(&mut self, which: Which) -> Option<*mut Goroutine> {
        let at = self.find(which)?;
        // SAFETY: the bucket is locked.
        let waiter = unsafe { self.queues[at].waiters.pop() };
        self.queues[at].len -= 1;
        self.forget_empty(at);
        // SAFETY: just taken out of the queue.
        waiter.map(|waiter| unsafe { (*waiter).goroutine })
    }

    /// Takes out the one with this ticket.
    pub fn pop_ticket(&mut self, which: Which, ticket: u32) -> Option<*mut Goroutine> {
        let at = self.find(which)?;
        let mut waiter = self.queues[at].waiters.first();
        // SAFETY: nodes in the queue, under the lock.
        unsafe {
            while !waiter.is_null() && (*waiter).ticket != ticket {
                waiter = (*waiter).next;
            }
            if waiter.is_null() {
                return None;
            }
            self.queues[at].waiters.remove(waiter);
            self.queues[at].len -= 1;
            self.forget_empty(at);
            Some((*waiter).goroutine)
        }
    }

    /// Takes out all: how many, and the list of them.
    pub fn pop_all(&mut self, which: Which) -> (u64, WokenList) {
        let mut woken = WokenList::new();
        let Some(at) = self.find(which) else { return (0, woken) };
        let mut queue = self.queues.swap_remove(at);
        // SAFETY: the bucket is locked; what is taken out belongs to us.
        unsafe {
            while let Some(waiter) = queue.waiters.pop() {
                woken.push((*waiter).goroutine);
            }
        }
        (queue.len as u64, woken)
    }

    /// Takes a parked goroutine out, wherever it stands in the queue.
    pub fn remove(&mut self, which: Which, goroutine: &mut Goroutine) {
        if let Some(at) = self.find(which) {
            // SAFETY: the bucket is locked; its node is in this queue or in none.
            unsafe { self.queues[at].waiters.remove(&raw mut goroutine.waiter) };
            self.queues[at].len -= 1;
            self.forget_empty(at);
        }
    }

    /// All nodes, the longest waiting first.
    pub fn waiters(&self, which: Which) -> Vec<*mut Waiter> {
        let mut all = Vec::new();
        let mut waiter = self.find(which).map_or(std::ptr::null_mut(), |at| self.queues[at].waiters.first());
        while !waiter.is_null() {
            all.push(waiter);
            // SAFETY: a node in the queue, under the lock.
            waiter = unsafe { (*waiter).next };
        }
        all
    }

    fn forget_empty(&mut self, at: usize) {
        if self.queues[at].waiters.is_empty() {
            self.queues.swap_remove(at);
        }
    }
}
