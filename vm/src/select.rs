//! `select`. Cases that look ready are tried first, in a random order and each under its own
//! channel's lock only: most selects end there. Else all channels of the cases are locked in the
//! order of their addresses (so that two selects cannot wait for each other), the cases are looked
//! at again, and when none can go on the goroutine stands in the queues of all of them with one node
//! each.
//!
//! The first waker claims the goroutine (`Goroutine::claim`), writes the value and the case's index
//! into its slots and makes it runnable; the other nodes are taken out by the worker just before
//! the goroutine goes on. Until then the nodes stay where they are: wakers skip a claimed one.

use crate::channel::{self, Channel, Outcome};
use crate::goroutine::{Goroutine, SelectNode, WaitReason, Waiter, Wake};
use crate::scheduler::Worker;
use crate::timer;
use crate::value::Word;
use std::ptr;
use std::sync::atomic::Ordering::*;

/// A case.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The channel's address; 0 is nil, and never goes on.
    pub channel: Word,
    /// A send's value, or where a receive's goes (null: nowhere), in the goroutine's stack.
    pub slot: *mut Word,
    /// Where a receive's second result goes; null for none.
    pub ok: *mut Word,
    /// A send.
    pub send: bool,
}

/// What `chosen` writes for the default case.
const DEFAULT: Word = -1i64 as Word;

/// Runs a select: writes the index of the chosen case to `chosen` (in the goroutine's stack); -1
/// for the default case when there is one. `pc` and `fp` are stored.
///
/// # Safety
/// Channels are 0 or channels' addresses; slots point into the running goroutine's stack.
pub unsafe fn select(worker: &mut Worker, cases: &[Case], has_default: bool, chosen: *mut Word) -> Outcome {
    // SAFETY: the caller's promises.
    unsafe {
        if let Some(outcome) = try_ready(worker, cases, chosen) {
            return outcome;
        }
        if has_default && cases.len() == 1 && !has_timer(&cases[0]) {
            // There was a moment at which this case would have had to wait.
            *chosen = DEFAULT;
            return Outcome::Done;
        }
        select_slowly(worker, cases, has_default, chosen)
    }
}

/// Tries the cases that look ready, each as likely to be the first. `None` when none was: all of
/// them at once may still be in want of a look.
///
/// # Safety
/// As [`select`].
#[inline]
unsafe fn try_ready(worker: &mut Worker, cases: &[Case], chosen: *mut Word) -> Option<Outcome> {
    let mut ready = 0u64;
    for (index, case) in cases.iter().enumerate().take(64) {
        // SAFETY: the caller's promise.
        ready |= u64::from(unsafe { looks_ready(worker, case) }) << index;
    }
    while ready != 0 {
        let index = random_bit(worker, ready);
        let case = &cases[index];
        // SAFETY: the caller's promises.
        let outcome = unsafe {
            if case.send {
                channel::try_send(worker, case.channel, case.slot)
            } else {
                channel::try_receive(worker, case.channel, case.slot, case.ok).then_some(Outcome::Done)
            }
        };
        if outcome.is_some() {
            // SAFETY: a slot of the running goroutine.
            unsafe { *chosen = index as Word };
            return outcome;
        }
        ready &= !(1 << index);
    }
    None
}

/// Without the lock: the case would not wait, or so it seems.
///
/// # Safety
/// The case's channel is 0 or a channel's address.
#[inline]
unsafe fn looks_ready(worker: &Worker, case: &Case) -> bool {
    // SAFETY: the caller's promise.
    match unsafe { (case.channel as *const Channel).as_ref() } {
        None => false,
        Some(channel) if case.send => channel.looks_sendable(),
        // SAFETY: the channel keeps its timer alive.
        Some(channel) => channel.looks_receivable() || unsafe { timer::looks_due(worker, channel) },
    }
}

/// The case receives from a timer: only a look at the precise clock says whether it is due.
///
/// # Safety
/// The case's channel is 0 or a channel's address.
#[inline]
unsafe fn has_timer(case: &Case) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (case.channel as *const Channel).as_ref() }.is_some_and(|channel| !channel.timer.is_null())
}

/// The number of one of the bits set in `bits`, each as likely.
#[inline]
fn random_bit(worker: &mut Worker, mut bits: u64) -> usize {
    let count = bits.count_ones();
    if count > 1 {
        for _ in 0..worker.choices.below(count) {
            bits &= bits - 1;
        }
    }
    bits.trailing_zeros() as usize
}

/// # Safety
/// As [`select`].
#[cold]
unsafe fn select_slowly(
    worker: &mut Worker,
    cases: &[Case],
    has_default: bool,
    chosen: *mut Word,
) -> Outcome {
    let mut few = [0u16; 8];
    let mut many = Vec::new();
    let order: &mut [u16] = if cases.len() <= few.len() {
        &mut few
    } else {
        many.resize(cases.len(), 0);
        &mut many
    };
    let live = live_cases(cases, order);
    let order = &mut order[..live];
    order.sort_unstable_by_key(|&case| cases[usize::from(case)].channel);
    // SAFETY: the caller's promises; the locks are held from here on.
    unsafe {
        lock_all(cases, order);
        let tried = try_cases(worker, cases, order, chosen);
        if let Some(outcome) = tried {
            return outcome;
        }
        if has_default {
            unlock_all(cases, order, 0);
            *chosen = DEFAULT;
            return Outcome::Done;
        }
        park(worker, cases, order, chosen);
    }
    Outcome::Parked
}

/// The indices of the cases whose channel is not nil, to the front of `order`; their number.
fn live_cases(cases: &[Case], order: &mut [u16]) -> usize {
    let mut live = 0;
    for (index, case) in cases.iter().enumerate() {
        if case.channel != 0 {
            order[live] = index as u16;
            live += 1;
        }
    }
    live
}

/// Each channel once: equal ones stand side by side in `order`.
///
/// # Safety
/// The cases of `order` have channels' addresses.
unsafe fn lock_all(cases: &[Case], order: &[u16]) {
    let mut last = 0;
    for &index in order {
        let address = cases[usize::from(index)].channel;
        if address != last {
            // SAFETY: a channel's address.
            unsafe { (*(address as *const Channel)).lock() };
            last = address;
        }
    }
}

/// Unlocks all but `except`.
///
/// # Safety
/// As [`lock_all`], which has locked them.
unsafe fn unlock_all(cases: &[Case], order: &[u16], except: Word) {
    let mut last = 0;
    for &index in order {
        let address = cases[usize::from(index)].channel;
        if address != last && address != except {
            // SAFETY: locked by `lock_all`.
            unsafe { (*(address as *const Channel)).unlock() };
        }
        last = address;
    }
}

/// Runs one of the cases that can go on, each as likely, and unlocks everything.
///
/// # Safety
/// All channels are locked; the slots are those of the running goroutine.
unsafe fn try_cases(
    worker: &mut Worker,
    cases: &[Case],
    order: &[u16],
    chosen: *mut Word,
) -> Option<Outcome> {
    for &index in order {
        // SAFETY: all locks are held.
        unsafe {
            let channel = cases[usize::from(index)].channel as *mut Channel;
            if !(*channel).timer.is_null() {
                timer::poll(worker, &mut *channel);
            }
        }
    }
    loop {
        let index = pick(worker, cases, order)?;
        let case = cases[usize::from(index)];
        // SAFETY: all locks are held; the operation releases that of its channel when it succeeds.
        // It fails when the select on the other side was claimed meanwhile through a channel that
        // we do not hold; then its node is gone, and another case is looked for.
        unsafe {
            let channel = &mut *(case.channel as *mut Channel);
            let outcome = if case.send {
                channel.send_now(worker, case.slot)
            } else {
                channel.receive_now(worker, case.slot, case.ok).then_some(Outcome::Done)
            };
            if outcome.is_some() {
                unlock_all(cases, order, case.channel);
                *chosen = Word::from(index);
                return outcome;
            }
        }
    }
}

/// A random one of the cases that can go on.
fn pick(worker: &mut Worker, cases: &[Case], order: &[u16]) -> Option<u16> {
    let mut ready = 0;
    let mut picked = None;
    for &index in order {
        // SAFETY: all locks are held.
        if unsafe { is_ready(&cases[usize::from(index)]) } {
            ready += 1;
            if ready == 1 || worker.choices.below(ready) == 0 {
                picked = Some(index);
            }
        }
    }
    picked
}

/// Under the lock: the case would not wait. Nodes of claimed selects at the head of a queue are
/// taken out first, so that what is there can be had.
///
/// # Safety
/// The channel is locked.
unsafe fn is_ready(case: &Case) -> bool {
    // SAFETY: the lock is held.
    unsafe {
        let channel = &mut *(case.channel as *mut Channel);
        if case.send {
            channel.is_closed() || channel.has_room() || has_waiter(&mut channel.receivers)
        } else {
            channel.is_closed() || channel.buffered() > 0 || has_waiter(&mut channel.senders)
        }
    }
}

/// Somebody in the queue can be woken.
///
/// # Safety
/// The queue's lock is held.
unsafe fn has_waiter(queue: &mut crate::channel::WaitQueue) -> bool {
    loop {
        let first = queue.first();
        if first.is_null() {
            return false;
        }
        // SAFETY: the lock is held, so the node is valid.
        unsafe {
            if !(*first).select || (*(*first).goroutine).claim.load(Acquire) == 0 {
                return true;
            }
            queue.remove(first);
        }
    }
}

/// Puts a node into every channel's queue and unlocks.
///
/// # Safety
/// All channels are locked; the slots are those of the running goroutine.
unsafe fn park(worker: &mut Worker, cases: &[Case], order: &[u16], chosen: *mut Word) {
    let reason = if cases.is_empty() { WaitReason::SelectNoCases } else { WaitReason::Select };
    let goroutine: *mut Goroutine = worker.prepare_park(reason, chosen as usize);
    // SAFETY: the running goroutine, all locks held.
    unsafe {
        (*goroutine).claim.store(0, Relaxed);
        let nodes = &mut (*goroutine).side().select_nodes;
        nodes.clear();
        nodes.reserve(order.len());
        for &index in order {
            let case = cases[usize::from(index)];
            let mut node = Waiter::new(goroutine);
            node.slot = case.slot;
            node.ok = if case.send { ptr::null_mut() } else { case.ok };
            node.case = index;
            node.select = true;
            nodes.push(SelectNode { waiter: node, channel: case.channel, send: case.send });
        }
        // The nodes do not move any more.
        for node in nodes.iter_mut() {
            let channel = &mut *(node.channel as *mut Channel);
            if node.send {
                channel.senders.push(&raw mut node.waiter);
            } else {
                channel.receivers.push(&raw mut node.waiter);
                if !channel.timer.is_null() {
                    timer::begin_wait(worker, channel);
                }
            }
        }
        unlock_all(cases, order, 0);
    }
}

/// A waker has claimed the goroutine through its node of case `case`.
///
/// # Safety
/// The caller owns the parked goroutine.
pub(crate) unsafe fn chosen(goroutine: *mut Goroutine, case: u16, panics: bool) {
    // SAFETY: the caller's promise; `wait_object` is the slot for the index.
    unsafe {
        *((*goroutine).wait_object as *mut Word) = Word::from(case);
        (*goroutine).wake = if panics { Wake::FinishSelectPanic } else { Wake::FinishSelect };
    }
}

/// Takes the remaining nodes of the running goroutine's select out of their queues.
pub(crate) fn finish(worker: &mut Worker) {
    // SAFETY: the running goroutine belongs to its worker.
    let goroutine = unsafe { &mut *worker.goroutine };
    let panics = goroutine.wake == Wake::FinishSelectPanic;
    goroutine.wake = if panics { Wake::PanicSendClosed } else { Wake::Continue };
    // SAFETY: the slot for the index, in the goroutine's stack.
    let chosen = unsafe { *(goroutine.wait_object as *const Word) };
    unlink_all_but(worker, goroutine, Some(chosen));
}

/// Takes the nodes of a goroutine's select out of their queues. The caller owns the goroutine, or
/// the world stands still.
pub(crate) fn unlink(worker: &mut Worker, goroutine: &mut Goroutine) {
    unlink_all_but(worker, goroutine, None);
}

/// The node of the case `taken` has been taken out by a waker already.
fn unlink_all_but(worker: &mut Worker, goroutine: &mut Goroutine, taken: Option<Word>) {
    // SAFETY: a node is touched under its channel's lock only. Channels are kept alive by the
    // goroutine's stack.
    unsafe {
        for node in goroutine.side().select_nodes.iter_mut() {
            let channel = &mut *(node.channel as *mut Channel);
            if taken == Some(Word::from(node.waiter.case)) && channel.timer.is_null() {
                continue;
            }
            channel.lock();
            if node.send {
                channel.senders.remove(&raw mut node.waiter);
            } else {
                channel.receivers.remove(&raw mut node.waiter);
                if !channel.timer.is_null() {
                    timer::end_wait(worker, channel);
                }
            }
            channel.unlock();
        }
        // The collector need not keep these channels any more.
        goroutine.side().select_nodes.clear();
    }
}
