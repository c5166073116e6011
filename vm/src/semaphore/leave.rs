//! Taking a parked goroutine out of the queue of a lock, wait group or condition, as if it had
//! never come. The world stands still, so words are read and written plainly in sequence.

use super::mutex;
use super::parking::{Queues, Which};
use super::rwmutex;
use crate::goroutine::{Goroutine, WaitReason};
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// The goroutine, parked on an address, waits no longer. The caller owns it afterwards.
pub(crate) fn leave(worker: &mut Worker, goroutine: &mut Goroutine) {
    let address = goroutine.wait_object;
    let mut queues = worker.scheduler().parking.lock(address);
    let reader = goroutine.wait_reason == WaitReason::RWMutexRLock;
    let which = if reader { Which::Second } else { Which::First };
    queues.remove(which, goroutine);
    let empty = queues.is_empty(which);
    // SAFETY: what it waited for is kept alive by its stack.
    let state = unsafe { AtomicU64::from_ptr(address as *mut u64) };
    match goroutine.wait_reason {
        WaitReason::MutexLock if empty => mutex::no_waiters(state),
        WaitReason::RWMutexRLock if empty => rwmutex::no_readers_wait(state),
        WaitReason::RWMutexLock if empty => {
            // Readers that only a waiting writer kept out come in.
            if let Some(readers) = rwmutex::no_writers_wait(state, &mut queues) {
                drop(queues);
                readers.ready(worker);
            }
        }
        WaitReason::WaitGroupWait => {
            state.fetch_sub(1, Relaxed);
        }
        WaitReason::CondWait => close_gap(&mut queues, state, goroutine.waiter.ticket),
        _ => {}
    }
}

/// The holder of `ticket` has left a condition. A notification of its ticket would be lost to the
/// others: those with later tickets move up. (Should somebody have drawn a ticket and not parked
/// yet, the gap behind the last parked one remains.)
fn close_gap(queues: &mut Queues<'_>, notify: &AtomicU64, ticket: u32) {
    let first = notify.load(Relaxed) as u32;
    let place = |ticket: u32| ticket.wrapping_sub(first);
    let mut later: Vec<_> = queues.waiters(Which::First);
    // SAFETY: nodes in the locked queue.
    unsafe {
        later.retain(|&waiter| place((*waiter).ticket) > place(ticket));
        later.sort_by_key(|&waiter| place((*waiter).ticket));
        let mut gap = ticket;
        for waiter in later {
            std::mem::swap(&mut (*waiter).ticket, &mut gap);
        }
        // The word before `notify` is the next ticket to be drawn.
        let wait = AtomicU64::from_ptr(notify.as_ptr().sub(1));
        if wait.load(Relaxed) as u32 == gap.wrapping_add(1) {
            wait.fetch_sub(1, Relaxed);
        }
    }
}
