//! `sync.RWMutex`: one word with the flags, the number of readers and the writer's id.
//!
//! As in Go a waiting writer keeps new readers out, and a writer that leaves lets in all readers
//! that wait before the next writer. Locks are handed over: who is taken out of a queue has it.

use super::parking::{Queues, Which};
use super::{LockOutcome, Misuse};
use crate::channel::WokenList;
use crate::goroutine::WaitReason;
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// A writer holds it.
const WRITER: u64 = 1;
/// Writers wait: new readers must wait, too.
const WRITERS_WAIT: u64 = 2;
/// Readers wait.
const READERS_WAIT: u64 = 4;
/// One reader; 24 bits count them.
const READER: u64 = 1 << 8;
const READERS: u64 = 0xff_ffff << 8;
/// The writer's id stands from here on.
const HOLDER_SHIFT: u32 = 32;

const WRITERS_QUEUE: Which = Which::First;
const READERS_QUEUE: Which = Which::Second;

/// The writer's id, for people; 0 without a writer.
pub fn rwmutex_holder(state: &AtomicU64) -> u64 {
    state.load(Relaxed) >> HOLDER_SHIFT
}

fn held_by(worker: &Worker) -> u64 {
    // SAFETY: the running goroutine belongs to its worker.
    WRITER | (unsafe { (*worker.goroutine).id } << HOLDER_SHIFT)
}

fn address(state: &AtomicU64) -> usize {
    std::ptr::from_ref(state) as usize
}

/// Under the bucket's lock: the last waiting reader has left.
pub(super) fn no_readers_wait(state: &AtomicU64) {
    state.fetch_and(!READERS_WAIT, Relaxed);
}

/// Under the bucket's lock: the last waiting writer has left. Gives the readers that come in when
/// no writer holds the lock.
pub(super) fn no_writers_wait(state: &AtomicU64, queues: &mut Queues<'_>) -> Option<WokenList> {
    let before = state.fetch_and(!WRITERS_WAIT, Relaxed);
    if before & WRITER != 0 || before & READERS_WAIT == 0 {
        return None;
    }
    let (count, readers) = queues.pop_all(READERS_QUEUE);
    state.fetch_add(count * READER, Relaxed);
    state.fetch_and(!READERS_WAIT, Relaxed);
    Some(readers)
}

/// `RWMutex.TryRLock`.
pub fn try_lock_read(state: &AtomicU64) -> bool {
    let mut seen = state.load(Relaxed);
    while seen & (WRITER | WRITERS_WAIT) == 0 {
        match state.compare_exchange_weak(seen, seen + READER, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(now) => seen = now,
        }
    }
    false
}

/// `RWMutex.RLock`. `pc` and `fp` of the running goroutine are stored.
#[inline]
pub fn lock_read(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    if try_lock_read(state) { LockOutcome::Done } else { lock_read_slow(worker, state) }
}

#[cold]
fn lock_read_slow(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    loop {
        if try_lock_read(state) {
            return LockOutcome::Done;
        }
        let seen = state.load(Relaxed);
        if seen & (WRITER | WRITERS_WAIT) != 0
            && state.compare_exchange(seen, seen | READERS_WAIT, Relaxed, Relaxed).is_ok()
        {
            break;
        }
    }
    let goroutine = worker.prepare_park(WaitReason::RWMutexRLock, address(state));
    queues.push(READERS_QUEUE, goroutine);
    LockOutcome::Parked
}

/// `RWMutex.RUnlock`.
#[inline]
pub fn unlock_read(worker: &mut Worker, state: &AtomicU64) -> Result<(), Misuse> {
    let mut seen = state.load(Relaxed);
    loop {
        if seen & READERS == 0 {
            return Err(Misuse::Fatal("sync: RUnlock of unlocked RWMutex"));
        }
        if seen & READERS == READER && seen & WRITERS_WAIT != 0 {
            return unlock_last_read(worker, state);
        }
        match state.compare_exchange_weak(seen, seen - READER, Release, Relaxed) {
            Ok(_) => return Ok(()),
            Err(now) => seen = now,
        }
    }
}

/// The last reader lets the first waiting writer in.
#[cold]
fn unlock_last_read(worker: &mut Worker, state: &AtomicU64) -> Result<(), Misuse> {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    // Readers cannot come while a writer waits; others may leave, and nobody else writes flags
    // without the bucket's lock.
    let before = state.fetch_sub(READER, AcqRel);
    if before & READERS == 0 {
        state.fetch_add(READER, Relaxed);
        return Err(Misuse::Fatal("sync: RUnlock of unlocked RWMutex"));
    }
    if before & READERS != READER {
        return Ok(());
    }
    if let Some(goroutine) = queues.pop(WRITERS_QUEUE) {
        let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
        // SAFETY: just taken out of the queue.
        let id = unsafe { (*goroutine).id };
        let readers = before & READERS_WAIT;
        state.store(WRITER | (id << HOLDER_SHIFT) | writers | readers, Release);
        drop(queues);
        worker.ready(goroutine);
    }
    Ok(())
}

/// `RWMutex.TryLock`.
pub fn try_lock_write(worker: &mut Worker, state: &AtomicU64) -> bool {
    state.compare_exchange(0, held_by(worker), Acquire, Relaxed).is_ok()
}

/// `RWMutex.Lock`. `pc` and `fp` of the running goroutine are stored.
#[inline]
pub fn lock_write(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    if try_lock_write(worker, state) { LockOutcome::Done } else { lock_write_slow(worker, state) }
}

#[cold]
fn lock_write_slow(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    loop {
        if try_lock_write(worker, state) {
            return LockOutcome::Done;
        }
        let seen = state.load(Relaxed);
        if seen != 0 && state.compare_exchange(seen, seen | WRITERS_WAIT, Relaxed, Relaxed).is_ok() {
            break;
        }
    }
    let goroutine = worker.prepare_park(WaitReason::RWMutexLock, address(state));
    queues.push(WRITERS_QUEUE, goroutine);
    LockOutcome::Parked
}

/// `RWMutex.Unlock`.
#[inline]
pub fn unlock_write(worker: &mut Worker, state: &AtomicU64) -> Result<(), Misuse> {
    let mut seen = state.load(Relaxed);
    loop {
        if seen & WRITER == 0 {
            return Err(Misuse::Fatal("sync: Unlock of unlocked RWMutex"));
        }
        if seen & (WRITERS_WAIT | READERS_WAIT) != 0 {
            unlock_write_slow(worker, state);
            return Ok(());
        }
        match state.compare_exchange_weak(seen, 0, Release, Relaxed) {
            Ok(_) => return Ok(()),
            Err(now) => seen = now,
        }
    }
}

#[cold]
fn unlock_write_slow(worker: &mut Worker, state: &AtomicU64) {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    let (count, readers) = queues.pop_all(READERS_QUEUE);
    if count > 0 {
        let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
        state.store((count * READER) | writers, Release);
        drop(queues);
        readers.ready(worker);
        return;
    }
    let Some(goroutine) = queues.pop(WRITERS_QUEUE) else {
        state.store(0, Release);
        return;
    };
    let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
    // SAFETY: just taken out of the queue.
    let id = unsafe { (*goroutine).id };
    state.store(WRITER | (id << HOLDER_SHIFT) | writers, Release);
    drop(queues);
    worker.ready(goroutine);
}
