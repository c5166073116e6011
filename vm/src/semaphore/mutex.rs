//! `sync.Mutex`: one word with the flags below and the holder's id.
//!
//! As in Go: who comes takes the lock when it is free, ahead of those who wait; an unlock wakes the
//! longest waiting one, which tries again, and wakes no second one meanwhile. A waiter older than
//! 1 ms is handed the lock without its ever being free.

use super::contention::{self, ticket};
use super::parking::{Queues, Which};
use super::{LockOutcome, Misuse};
use crate::goroutine::{Goroutine, WaitReason, Wake};
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// Somebody holds it.
const LOCKED: u64 = 1;
/// The queue is not empty.
const WAITERS: u64 = 2;
/// A woken waiter is about to try.
const WOKEN: u64 = 4;
/// The holder's id stands from here on.
const HOLDER_SHIFT: u32 = 8;

#[inline(always)]
fn held_by(worker: &Worker) -> u64 {
    // SAFETY: the running goroutine belongs to its worker.
    LOCKED | unsafe { (*worker.goroutine).id } << HOLDER_SHIFT
}

/// The holder's id, for people; 0 when nobody holds it.
pub fn mutex_holder(state: &AtomicU64) -> u64 {
    state.load(Relaxed) >> HOLDER_SHIFT
}

/// `Mutex.Lock`. `pc` and `fp` of the running goroutine are stored.
#[inline]
pub fn lock_mutex(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    if state.compare_exchange(0, held_by(worker), Acquire, Relaxed).is_ok() {
        return LockOutcome::Done;
    }
    lock_slow(worker, state)
}

/// Takes a mutex that nobody holds; false when somebody does, or takes it at this moment.
#[inline(always)]
pub(crate) fn lock_mutex_at_once(worker: &Worker, state: &AtomicU64) -> bool {
    let held = held_by(worker);
    match state.compare_exchange(0, held, Acquire, Relaxed) {
        Ok(_) => true,
        Err(seen) if seen & LOCKED == 0 => {
            state.compare_exchange(seen, seen & (WAITERS | WOKEN) | held, Acquire, Relaxed).is_ok()
        }
        Err(_) => false,
    }
}

/// Gives back a locked mutex that nobody waits for, or that a woken waiter is about to try; false
/// when it is not like that.
#[inline(always)]
pub(crate) fn unlock_mutex_at_once(state: &AtomicU64) -> bool {
    let seen = state.load(Relaxed);
    let nobody_to_wake = seen & WAITERS == 0 || seen & WOKEN != 0;
    let free = seen & (WAITERS | WOKEN);
    seen & LOCKED != 0 && nobody_to_wake && state.compare_exchange(seen, free, Release, Relaxed).is_ok()
}

/// `Mutex.TryLock`.
pub fn try_lock_mutex(worker: &mut Worker, state: &AtomicU64) -> bool {
    take_if_free(state, held_by(worker), 0)
}

/// Takes a free lock, clearing `clear` in its flags.
fn take_if_free(state: &AtomicU64, held: u64, clear: u64) -> bool {
    let mut seen = state.load(Relaxed);
    while seen & LOCKED == 0 {
        let new = seen & (WAITERS | WOKEN) & !clear | held;
        match state.compare_exchange_weak(seen, new, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(now) => seen = now,
        }
    }
    false
}

#[cold]
fn lock_slow(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    let held = held_by(worker);
    // Who spins leaves the lock to a woken waiter.
    let take = || state.load(Relaxed) & (LOCKED | WOKEN) == 0 && take_if_free(state, held, 0);
    if take_if_free(state, held, 0) || contention::spin(worker, take) {
        return LockOutcome::Done;
    }
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    if !set_waiters_unless_free(state, held, 0) {
        return LockOutcome::Done;
    }
    let goroutine = worker.prepare_park(WaitReason::MutexLock, address(state));
    goroutine.waiter.ticket = ticket(scheduler);
    let waiters = queues.push(Which::First, goroutine);
    drop(queues);
    contention::crowded(waiters);
    LockOutcome::Parked
}

/// Under the bucket's lock: marks the lock as waited for; false when it was free and is ours now.
fn set_waiters_unless_free(state: &AtomicU64, held: u64, clear: u64) -> bool {
    loop {
        if take_if_free(state, held, clear) {
            return false;
        }
        let seen = state.load(Relaxed);
        let new = (seen | WAITERS) & !clear;
        if seen & LOCKED != 0 && state.compare_exchange(seen, new, Relaxed, Relaxed).is_ok() {
            return true;
        }
    }
}

/// `Mutex.Unlock`.
#[inline]
pub fn unlock_mutex(worker: &mut Worker, state: &AtomicU64) -> Result<(), Misuse> {
    let mut seen = state.load(Relaxed);
    loop {
        if seen & LOCKED == 0 {
            return Err(Misuse::Fatal("sync: unlock of unlocked mutex"));
        }
        if seen & WAITERS != 0 && seen & WOKEN == 0 {
            unlock_slow(worker, state);
            return Ok(());
        }
        match state.compare_exchange_weak(seen, seen & (WAITERS | WOKEN), Release, Relaxed) {
            Ok(_) => return Ok(()),
            Err(now) => seen = now,
        }
    }
}

#[cold]
fn unlock_slow(worker: &mut Worker, state: &AtomicU64) {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    let starving =
        queues.first(Which::First).is_some_and(|first| contention::starves(first.ticket, scheduler));
    let Some(goroutine) = queues.pop(Which::First) else {
        state.fetch_and(0, Release);
        return;
    };
    let waiters = if queues.is_empty(Which::First) { 0 } else { WAITERS };
    // SAFETY: just taken out of the queue.
    unsafe {
        if starving {
            (*goroutine).wake = Wake::Continue;
            state.store(LOCKED | (*goroutine).id << HOLDER_SHIFT | waiters, Release);
        } else {
            (*goroutine).wake = Wake::RetryLock;
            state.store(waiters | WOKEN, Release);
        }
    }
    drop(queues);
    worker.ready(goroutine);
}

/// A woken waiter tries again; false when it is parked again, before all others.
pub(crate) fn retry_lock(worker: &mut Worker) -> bool {
    // SAFETY: the running goroutine belongs to its worker; the mutex is kept alive by its stack.
    let (goroutine, state) = unsafe {
        let goroutine = &mut *worker.goroutine;
        (&mut *worker.goroutine, AtomicU64::from_ptr(goroutine.wait_object as *mut u64))
    };
    goroutine.wake = Wake::Continue;
    let held = held_by(worker);
    if take_if_free(state, held, WOKEN) {
        return true;
    }
    let mut queues: Queues<'_> = worker.scheduler().parking.lock(address(state));
    if !set_waiters_unless_free(state, held, WOKEN) {
        return true;
    }
    let goroutine = worker.prepare_park(WaitReason::MutexLock, address(state));
    queues.push_first(Which::First, goroutine);
    false
}

/// Under the bucket's lock: the last waiter has left.
pub(super) fn no_waiters(state: &AtomicU64) {
    state.fetch_and(!WAITERS, Relaxed);
}

/// A woken waiter will not try: the next one is woken in its place. The world stands still.
pub(crate) fn give_up_retry(worker: &mut Worker, goroutine: &Goroutine) {
    // SAFETY: the mutex is kept alive by the goroutine's stack.
    let state = unsafe { AtomicU64::from_ptr(goroutine.wait_object as *mut u64) };
    let before = state.fetch_and(!WOKEN, Relaxed);
    // A holder wakes the next one itself when it unlocks.
    if before & (LOCKED | WAITERS) == WAITERS {
        unlock_slow(worker, state);
    }
}

fn address(state: &AtomicU64) -> usize {
    std::ptr::from_ref(state) as usize
}
