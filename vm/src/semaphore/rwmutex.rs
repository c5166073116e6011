//! `sync.RWMutex`: one word with the flags, the number of readers and the writer's id.
//!
//! As in Go a waiting writer keeps new readers out, a writer that leaves lets in all readers that
//! wait, and the last reader that leaves hands the lock to the first waiting writer. Between writers
//! it is a [`mutex`](super::mutex): who comes takes the lock when it is free, ahead of those who
//! wait, and an unlock wakes one of them, which tries again. (Were it handed over each time, every
//! writer that comes would have to park behind one that is not running yet.)

use super::contention::{self, ticket};
use super::parking::{Queues, Which};
use super::{LockOutcome, Misuse};
use crate::channel::WokenList;
use crate::goroutine::{Goroutine, WaitReason, Wake};
use crate::scheduler::Worker;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// A writer holds it.
const WRITER: u64 = 1;
/// The queue of writers is not empty.
const WRITERS_WAIT: u64 = 2;
/// The queue of readers is not empty.
const READERS_WAIT: u64 = 4;
/// A woken writer is about to try. Readers may come until it has failed.
const WOKEN: u64 = 8;
const FLAGS: u64 = WRITERS_WAIT | READERS_WAIT | WOKEN;
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
    held_by_id(unsafe { (*worker.goroutine).id })
}

fn held_by_id(id: u64) -> u64 {
    WRITER | (id << HOLDER_SHIFT)
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

/// A writer holds it, or is the next to.
fn excludes_readers(seen: u64) -> bool {
    seen & WRITER != 0 || seen & (WRITERS_WAIT | WOKEN) == WRITERS_WAIT
}

/// `RWMutex.TryRLock`.
pub fn try_lock_read(state: &AtomicU64) -> bool {
    let mut seen = state.load(Relaxed);
    while !excludes_readers(seen) {
        match state.compare_exchange_weak(seen, seen + READER, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(now) => seen = now,
        }
    }
    false
}

/// Enters as a reader; false when a writer keeps readers out, or the word changes at this moment.
#[inline(always)]
pub(crate) fn lock_read_at_once(_: &Worker, state: &AtomicU64) -> bool {
    let seen = state.load(Relaxed);
    !excludes_readers(seen) && state.compare_exchange(seen, seen + READER, Acquire, Relaxed).is_ok()
}

/// Leaves as a reader; false when there is a writer to let in, no reader, or the word changes.
#[inline(always)]
pub(crate) fn unlock_read_at_once(state: &AtomicU64) -> bool {
    let seen = state.load(Relaxed);
    let lets_in = seen & READERS == READER && excludes_readers(seen);
    seen & READERS != 0 && !lets_in && state.compare_exchange(seen, seen - READER, Release, Relaxed).is_ok()
}

/// Enters as a writer; false when somebody is inside, or the word changes at this moment.
#[inline(always)]
pub(crate) fn lock_write_at_once(worker: &Worker, state: &AtomicU64) -> bool {
    let seen = state.load(Relaxed);
    let held = seen & FLAGS | held_by(worker);
    seen & (WRITER | READERS) == 0 && state.compare_exchange(seen, held, Acquire, Relaxed).is_ok()
}

/// Leaves as the writer; false when there is somebody to wake, no writer, or the word changes.
#[inline(always)]
pub(crate) fn unlock_write_at_once(state: &AtomicU64) -> bool {
    let seen = state.load(Relaxed);
    seen & WRITER != 0
        && !wakes_after_writer(seen)
        && state.compare_exchange(seen, seen & (WRITERS_WAIT | WOKEN), Release, Relaxed).is_ok()
}

/// A writer that leaves has readers to let in, or a writer to wake.
fn wakes_after_writer(seen: u64) -> bool {
    seen & READERS_WAIT != 0 || seen & (WRITERS_WAIT | WOKEN) == WRITERS_WAIT
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
        if excludes_readers(seen)
            && state.compare_exchange(seen, seen | READERS_WAIT, Relaxed, Relaxed).is_ok()
        {
            break;
        }
    }
    let goroutine = worker.prepare_park(WaitReason::RWMutexRLock, address(state));
    let waiters = queues.push(READERS_QUEUE, goroutine);
    drop(queues);
    contention::crowded(waiters);
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
        if seen & READERS == READER && excludes_readers(seen) {
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
    let mut queues = worker.scheduler().parking.lock(address(state));
    // While this reader is inside no writer can come, and while a writer waits no reader can: only
    // other readers that leave may change the word now, and flags change under the bucket's lock.
    let mut seen = state.load(Relaxed);
    while seen & READERS != READER {
        if seen & READERS == 0 {
            return Err(Misuse::Fatal("sync: RUnlock of unlocked RWMutex"));
        }
        match state.compare_exchange_weak(seen, seen - READER, Release, Relaxed) {
            Ok(_) => return Ok(()),
            Err(now) => seen = now,
        }
    }
    let Some(goroutine) = queues.pop(WRITERS_QUEUE) else {
        state.fetch_sub(READER, AcqRel);
        return Ok(());
    };
    let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
    // SAFETY: just taken out of the queue.
    let held = held_by_id(unsafe { (*goroutine).id });
    // AcqRel: the writer comes after all readers that have left, this one included.
    state.swap(held | writers | (seen & READERS_WAIT), AcqRel);
    drop(queues);
    worker.ready(goroutine);
    Ok(())
}

/// Takes the lock when nobody is inside, clearing `clear` in its flags.
fn take_if_free(state: &AtomicU64, held: u64, clear: u64) -> bool {
    let mut seen = state.load(Relaxed);
    while seen & (WRITER | READERS) == 0 {
        let new = (seen & FLAGS & !clear) | held;
        match state.compare_exchange_weak(seen, new, Acquire, Relaxed) {
            Ok(_) => return true,
            Err(now) => seen = now,
        }
    }
    false
}

/// `RWMutex.TryLock`.
pub fn try_lock_write(worker: &mut Worker, state: &AtomicU64) -> bool {
    take_if_free(state, held_by(worker), 0)
}

/// `RWMutex.Lock`. `pc` and `fp` of the running goroutine are stored.
#[inline]
pub fn lock_write(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    if state.compare_exchange(0, held_by(worker), Acquire, Relaxed).is_ok() {
        return LockOutcome::Done;
    }
    lock_write_slow(worker, state)
}

#[cold]
fn lock_write_slow(worker: &mut Worker, state: &AtomicU64) -> LockOutcome {
    let held = held_by(worker);
    // Who spins leaves the lock to a woken waiter.
    let take = || state.load(Relaxed) & (WRITER | READERS | WOKEN) == 0 && take_if_free(state, held, 0);
    if take_if_free(state, held, 0) || contention::spin(worker, take) {
        return LockOutcome::Done;
    }
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    if !set_waiting_unless_free(state, held, 0) {
        return LockOutcome::Done;
    }
    let goroutine = worker.prepare_park(WaitReason::RWMutexLock, address(state));
    goroutine.waiter.ticket = ticket(scheduler);
    let waiters = queues.push(WRITERS_QUEUE, goroutine);
    drop(queues);
    contention::crowded(waiters);
    LockOutcome::Parked
}

/// Under the bucket's lock: marks the lock as waited for by a writer; false when nobody was inside
/// and it is ours now.
fn set_waiting_unless_free(state: &AtomicU64, held: u64, clear: u64) -> bool {
    loop {
        if take_if_free(state, held, clear) {
            return false;
        }
        let seen = state.load(Relaxed);
        let new = (seen | WRITERS_WAIT) & !clear;
        if seen & (WRITER | READERS) != 0 && state.compare_exchange(seen, new, Relaxed, Relaxed).is_ok() {
            return true;
        }
    }
}

/// A woken writer tries again; false when it is parked again, before all others.
pub(crate) fn retry_lock_write(worker: &mut Worker) -> bool {
    // SAFETY: the running goroutine belongs to its worker; the mutex is kept alive by its stack.
    let state = unsafe {
        (*worker.goroutine).wake = Wake::Continue;
        AtomicU64::from_ptr((*worker.goroutine).wait_object as *mut u64)
    };
    let held = held_by(worker);
    if take_if_free(state, held, WOKEN) {
        return true;
    }
    let mut queues = worker.scheduler().parking.lock(address(state));
    if !set_waiting_unless_free(state, held, WOKEN) {
        return true;
    }
    let goroutine = worker.prepare_park(WaitReason::RWMutexLock, address(state));
    queues.push_first(WRITERS_QUEUE, goroutine);
    false
}

/// A woken writer will not try: the next one is woken in its place. The world stands still.
pub(crate) fn give_up_retry_write(worker: &mut Worker, goroutine: &Goroutine) {
    // SAFETY: the mutex is kept alive by the goroutine's stack.
    let state = unsafe { AtomicU64::from_ptr(goroutine.wait_object as *mut u64) };
    let before = state.fetch_and(!WOKEN, Relaxed);
    // Whoever is inside wakes the next one when it leaves.
    if before & (WRITER | READERS) == 0 && before & WRITERS_WAIT != 0 {
        unlock_write_slow(worker, state);
    }
}

/// `RWMutex.Unlock`.
#[inline]
pub fn unlock_write(worker: &mut Worker, state: &AtomicU64) -> Result<(), Misuse> {
    let mut seen = state.load(Relaxed);
    loop {
        if seen & WRITER == 0 {
            return Err(Misuse::Fatal("sync: Unlock of unlocked RWMutex"));
        }
        if wakes_after_writer(seen) {
            unlock_write_slow(worker, state);
            return Ok(());
        }
        match state.compare_exchange_weak(seen, seen & (WRITERS_WAIT | WOKEN), Release, Relaxed) {
            Ok(_) => return Ok(()),
            Err(now) => seen = now,
        }
    }
}

/// Lets in all waiting readers, or wakes a writer. While the lock is held its flags change under
/// the bucket's lock only.
#[cold]
fn unlock_write_slow(worker: &mut Worker, state: &AtomicU64) {
    let scheduler = worker.scheduler();
    let mut queues = scheduler.parking.lock(address(state));
    let woken = state.load(Relaxed) & WOKEN;
    let (count, readers) = queues.pop_all(READERS_QUEUE);
    if count > 0 {
        let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
        state.store((count * READER) | writers | woken, Release);
        drop(queues);
        readers.ready(worker);
        return;
    }
    let starving =
        queues.first(WRITERS_QUEUE).is_some_and(|first| contention::starves(first.ticket, scheduler));
    let Some(goroutine) = queues.pop(WRITERS_QUEUE) else {
        state.store(woken, Release);
        return;
    };
    let writers = if queues.is_empty(WRITERS_QUEUE) { 0 } else { WRITERS_WAIT };
    // SAFETY: just taken out of the queue.
    unsafe {
        if starving {
            (*goroutine).wake = Wake::Continue;
            state.store(held_by_id((*goroutine).id) | writers, Release);
        } else {
            (*goroutine).wake = Wake::RetryWriteLock;
            state.store(writers | WOKEN, Release);
        }
    }
    drop(queues);
    worker.ready(goroutine);
}
