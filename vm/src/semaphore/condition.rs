//! `sync.Cond`'s list of those to notify: two words, the next ticket and the next ticket to be
//! notified. A waiter takes its ticket before it unlocks and parks afterwards; a notification that
//! comes in between finds the ticket taken and nobody parked, and the waiter does not park at all.

use super::LockOutcome;
use super::parking::Which;
use crate::goroutine::WaitReason;
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// Takes a ticket.
pub fn notify_add(wait: &AtomicU64) -> u64 {
    wait.fetch_add(1, AcqRel)
}

/// Parks until the ticket is notified. `pc` and `fp` of the running goroutine are stored; `notify`
/// is the second word.
pub fn notify_wait(worker: &mut Worker, notify: &AtomicU64, ticket: u64) -> LockOutcome {
    let address = std::ptr::from_ref(notify) as usize;
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address);
    if ticket < notify.load(Acquire) {
        return LockOutcome::Done;
    }
    let goroutine = worker.prepare_park(WaitReason::CondWait, address);
    goroutine.waiter.ticket = ticket as u32;
    queues.push(Which::First, goroutine);
    LockOutcome::Parked
}

/// `Cond.Signal`: the one that has waited longest.
pub fn notify_one(worker: &mut Worker, wait: &AtomicU64, notify: &AtomicU64) {
    if wait.load(Acquire) == notify.load(Acquire) {
        return;
    }
    let mut queues = worker.scheduler().parking.lock(std::ptr::from_ref(notify) as usize);
    let ticket = notify.load(Relaxed);
    if ticket == wait.load(Acquire) {
        return;
    }
    notify.store(ticket + 1, Release);
    // Not there yet: it will see that it has been notified.
    let woken = queues.pop_ticket(Which::First, ticket as u32);
    drop(queues);
    if let Some(goroutine) = woken {
        worker.ready(goroutine);
    }
}

/// `Cond.Broadcast`: everybody, the longest waiting first.
pub fn notify_all(worker: &mut Worker, wait: &AtomicU64, notify: &AtomicU64) {
    if wait.load(Acquire) == notify.load(Acquire) {
        return;
    }
    let mut queues = worker.scheduler().parking.lock(std::ptr::from_ref(notify) as usize);
    notify.store(wait.load(Acquire), Release);
    let (_, woken) = queues.pop_all(Which::First);
    drop(queues);
    woken.ready(worker);
}
