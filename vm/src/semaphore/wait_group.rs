//! `sync.WaitGroup`: one word, the counter in the upper half and the number of waiters in the
//! lower.

use super::parking::Which;
use super::{LockOutcome, Misuse};
use crate::goroutine::WaitReason;
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

const MISUSE: Misuse = Misuse::Panic("sync: WaitGroup misuse: Add called concurrently with Wait");

/// `WaitGroup.Add` and `Done`.
pub fn wait_group_add(worker: &mut Worker, state: &AtomicU64, delta: i64) -> Result<(), Misuse> {
    let added = (delta as u64) << 32;
    // AcqRel: what happened before a Done happens before what a Wait lets go on.
    let now = state.fetch_add(added, AcqRel).wrapping_add(added);
    let (counter, waiters) = ((now >> 32) as i32, now as u32);
    if counter < 0 {
        return Err(Misuse::Panic("sync: negative WaitGroup counter"));
    }
    if waiters != 0 && delta > 0 && counter == delta as i32 {
        return Err(MISUSE);
    }
    if counter > 0 || waiters == 0 {
        return Ok(());
    }
    release(worker, state, now)
}

#[cold]
fn release(worker: &mut Worker, state: &AtomicU64, now: u64) -> Result<(), Misuse> {
    let address = std::ptr::from_ref(state) as usize;
    let mut queues = worker.scheduler().parking.lock(address);
    // The counter is 0 and waiters wait: nobody may change it now.
    if state.load(Relaxed) != now {
        return Err(MISUSE);
    }
    state.store(0, Release);
    let (_, woken) = queues.pop_all(Which::First);
    drop(queues);
    woken.ready(worker);
    Ok(())
}

/// `WaitGroup.Wait`. `pc` and `fp` of the running goroutine are stored.
pub fn wait_group_wait(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    if state.load(Acquire) >> 32 == 0 {
        return LockOutcome::Done;
    }
    let address = std::ptr::from_ref(state) as usize;
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address);
    let mut seen = state.load(Acquire);
    loop {
        if seen >> 32 == 0 {
            return LockOutcome::Done;
        }
        match state.compare_exchange_weak(seen, seen + 1, AcqRel, Acquire) {
            Ok(_) => break,
            Err(now) => seen = now,
        }
    }
    let goroutine = worker.prepare_park(WaitReason::WaitGroupWait, address);
    queues.push(Which::First, goroutine);
    LockOutcome::Parked
}
