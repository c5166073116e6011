//! `select`. All channels of the cases are locked in the order of their addresses (so that two
//! selects cannot wait for each other), the cases are tried in a random order, and when none can
//! go on the goroutine stands in the queues of all of them with one node each.
//!
//! The first waker claims the goroutine (`Goroutine::claim`), writes the value and the case's index
//! into its slots and makes it runnable; the other nodes are taken out by the worker just before
//! the goroutine goes on. Until then the nodes stay where they are: wakers skip a claimed one.

use crate::channel::{Channel, Outcome};
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
    let mut order = [0u16; 64];
    let mut many = Vec::new();
    let order: &mut [u16] = if cases.len() <= order.len() {
        &mut order[..cases.len()]
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
    unlink(worker, goroutine);
}

/// Takes the nodes of a goroutine's select out of their queues. The caller owns the goroutine, or
/// the world stands still.
pub(crate) fn unlink(worker: &mut Worker, goroutine: &mut Goroutine) {
    // SAFETY: a node is touched under its channel's lock only. Channels are kept alive by the
    // goroutine's stack.
    unsafe {
        for node in goroutine.side().select_nodes.iter_mut() {
            let channel = &mut *(node.channel as *mut Channel);
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
