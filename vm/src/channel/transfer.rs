//! Send, receive, close. The caller has stored the goroutine's `pc` and `fp` before any operation
//! that may park: from the moment the lock is released the goroutine may run elsewhere.

use super::{Channel, CloseOutcome, Outcome, copy, zero};
use crate::goroutine::{Goroutine, WaitReason, Waiter, Wake};
use crate::scheduler::Worker;
use crate::value::Word;
use crate::{select, timer};
use burrow_bytecode::TypeId;
use std::ptr;
use std::sync::atomic::Ordering::*;

/// `channel <- value`, the words at `value`.
///
/// # Safety
/// `channel` is 0 or a channel's address; `value` points into the running goroutine's stack (where
/// a receiver reads it while the goroutine is parked) and has the element's words.
pub unsafe fn send(worker: &mut Worker, channel: Word, value: *const Word) -> Outcome {
    let address = channel;
    // SAFETY: the caller's promises, and the lock.
    unsafe {
        let Some(channel) = (address as *mut Channel).as_mut() else {
            worker.prepare_park(WaitReason::ChanSendNil, 0);
            return Outcome::Parked;
        };
        channel.lock();
        if let Some(outcome) = channel.send_now(worker, value) {
            return outcome;
        }
        let goroutine = worker.prepare_park(WaitReason::ChanSend, address as usize);
        goroutine.waiter.slot = value.cast_mut();
        channel.senders.push(&raw mut goroutine.waiter);
        channel.unlock();
        Outcome::Parked
    }
}

/// A send that does not wait; `None` when it would have to.
///
/// # Safety
/// As [`send`]; `value` may point anywhere.
pub unsafe fn try_send(worker: &mut Worker, channel: Word, value: *const Word) -> Option<Outcome> {
    // SAFETY: the caller's promises, and the lock.
    unsafe {
        let channel = (channel as *mut Channel).as_mut()?;
        if !channel.looks_sendable() {
            return None;
        }
        channel.lock();
        let outcome = channel.send_now(worker, value);
        if outcome.is_none() {
            channel.unlock();
        }
        outcome
    }
}

/// `to, ok = <-channel`; null pointers where a result is not wanted.
///
/// # Safety
/// `channel` is 0 or a channel's address; `to` and `ok` are null or point into the running
/// goroutine's stack, `to` with room for the element's words.
pub unsafe fn receive(worker: &mut Worker, channel: Word, to: *mut Word, ok: *mut Word) -> Outcome {
    let address = channel;
    // SAFETY: the caller's promises, and the lock.
    unsafe {
        let Some(channel) = (address as *mut Channel).as_mut() else {
            worker.prepare_park(WaitReason::ChanReceiveNil, 0);
            return Outcome::Parked;
        };
        channel.lock();
        if !channel.timer.is_null() {
            timer::poll(worker, channel);
        }
        if channel.receive_now(worker, to, ok) {
            return Outcome::Done;
        }
        let goroutine = worker.prepare_park(WaitReason::ChanReceive, address as usize);
        goroutine.waiter.slot = to;
        goroutine.waiter.ok = ok;
        channel.receivers.push(&raw mut goroutine.waiter);
        if !channel.timer.is_null() {
            timer::begin_wait(worker, channel);
        }
        channel.unlock();
        Outcome::Parked
    }
}

/// A receive that does not wait; false when it would have to.
///
/// # Safety
/// As [`receive`]; the pointers may lead anywhere.
pub unsafe fn try_receive(worker: &mut Worker, channel: Word, to: *mut Word, ok: *mut Word) -> bool {
    // SAFETY: the caller's promises, and the lock.
    unsafe {
        let Some(channel) = (channel as *mut Channel).as_mut() else { return false };
        if channel.timer.is_null() && !channel.looks_receivable() {
            return false;
        }
        channel.lock();
        if !channel.timer.is_null() {
            timer::poll(worker, channel);
        }
        let done = channel.receive_now(worker, to, ok);
        if !done {
            channel.unlock();
        }
        done
    }
}

/// `close(channel)`: receivers get zero values, senders panic. They become runnable in the reverse
/// order, as in Go: so the one that has waited longest runs next.
///
/// # Safety
/// `channel` is 0 or a channel's address.
pub unsafe fn close(worker: &mut Worker, channel: Word) -> CloseOutcome {
    // SAFETY: the caller's promise, and the lock. What is popped belongs to us.
    unsafe {
        let Some(channel) = (channel as *mut Channel).as_mut() else { return CloseOutcome::Nil };
        channel.lock();
        if channel.is_closed() {
            channel.unlock();
            return CloseOutcome::AlreadyClosed;
        }
        channel.closed.store(1, Release);
        let mut woken = WokenList::new();
        while let Some(waiter) = channel.receivers.pop() {
            channel.deliver(worker, waiter, ptr::null());
            woken.push_first(wake(waiter, false));
        }
        while let Some(waiter) = channel.senders.pop() {
            woken.push_first(wake(waiter, true));
        }
        channel.unlock();
        woken.ready(worker);
        CloseOutcome::Done
    }
}

/// A goroutine that is parked in a send or receive waits no longer.
///
/// # Safety
/// The channel it waits for is alive, and nobody can wake it meanwhile.
pub(crate) unsafe fn leave(worker: &mut Worker, goroutine: &mut Goroutine) {
    // SAFETY: the caller's promise, and the lock.
    unsafe {
        let channel = &mut *(goroutine.wait_object as *mut Channel);
        channel.lock();
        if goroutine.wait_reason == WaitReason::ChanSend {
            channel.senders.remove(&raw mut goroutine.waiter);
        } else {
            channel.receivers.remove(&raw mut goroutine.waiter);
            if !channel.timer.is_null() {
                timer::end_wait(worker, channel);
            }
        }
        channel.unlock();
    }
}

/// Goroutines taken out of a queue, to be made runnable in order once the lock is released.
/// Linked through their own nodes: a close may wake a million.
pub(crate) struct WokenList {
    first: *mut Goroutine,
    last: *mut Goroutine,
}

impl WokenList {
    pub fn new() -> WokenList {
        WokenList { first: ptr::null_mut(), last: ptr::null_mut() }
    }

    /// # Safety
    /// The goroutine belongs to the caller.
    pub unsafe fn push(&mut self, goroutine: *mut Goroutine) {
        // SAFETY: all in the list belong to the caller; a goroutine's own node is free now (that
        // of a goroutine in a select is not in use).
        unsafe {
            (*goroutine).waiter.next = ptr::null_mut();
            match self.first.is_null() {
                true => self.first = goroutine,
                false => (*self.last).waiter.next = &raw mut (*goroutine).waiter,
            }
        }
        self.last = goroutine;
    }

    /// Before the others.
    ///
    /// # Safety
    /// The goroutine belongs to the caller.
    pub unsafe fn push_first(&mut self, goroutine: *mut Goroutine) {
        if self.first.is_null() {
            // SAFETY: the caller's promise.
            return unsafe { self.push(goroutine) };
        }
        // SAFETY: as in `push`.
        unsafe { (*goroutine).waiter.next = &raw mut (*self.first).waiter };
        self.first = goroutine;
    }

    pub fn ready(self, worker: &mut Worker) {
        let mut goroutine = self.first;
        while !goroutine.is_null() {
            // SAFETY: still ours until made runnable, so the link is read first.
            let next = unsafe { (*goroutine).waiter.next };
            worker.ready(goroutine);
            goroutine = match next.is_null() {
                true => ptr::null_mut(),
                // SAFETY: the links are nodes of goroutines in the list.
                false => unsafe { (*next).goroutine },
            };
        }
    }
}

impl Channel {
    /// Sends when it can be done at once, and unlocks; `None`, still locked, when not.
    ///
    /// # Safety
    /// The lock is held; `value` has the element's words.
    pub(crate) unsafe fn send_now(&mut self, worker: &mut Worker, value: *const Word) -> Option<Outcome> {
        // SAFETY: the caller's promises; what is popped belongs to us.
        unsafe {
            if self.is_closed() {
                self.unlock();
                return Some(Outcome::SendOnClosed);
            }
            if let Some(waiter) = self.receivers.pop() {
                self.deliver(worker, waiter, value);
                let goroutine = wake(waiter, false);
                self.unlock();
                worker.count_value();
                worker.ready(goroutine);
                return Some(Outcome::Done);
            }
            if self.buffered() < self.cap {
                self.put(value);
                self.unlock();
                return Some(Outcome::Done);
            }
        }
        None
    }

    /// Receives when it can be done at once, and unlocks; false, still locked, when not.
    ///
    /// # Safety
    /// The lock is held; the pointers are null or have room for the results.
    pub(crate) unsafe fn receive_now(&mut self, worker: &mut Worker, to: *mut Word, ok: *mut Word) -> bool {
        // SAFETY: the caller's promises; what is popped belongs to us.
        unsafe {
            let mut received = true;
            let sender;
            if self.buffered() > 0 {
                self.get(to);
                // A waiting sender's value goes to the end of the buffer.
                sender = self.senders.pop();
                if let Some(waiter) = sender {
                    self.put((*waiter).slot);
                }
            } else {
                sender = self.senders.pop();
                match sender {
                    Some(waiter) if !to.is_null() => copy((*waiter).slot, to, self.words()),
                    Some(_) => {}
                    None if self.is_closed() => received = false,
                    None => return false,
                }
            }
            let woken = sender.map(|waiter| wake(waiter, false));
            self.unlock();
            worker.count_value();
            if !received && !to.is_null() {
                self.zero_value(worker, to);
            }
            if !ok.is_null() {
                *ok = Word::from(received);
            }
            if let Some(goroutine) = woken {
                worker.ready(goroutine);
            }
        }
        true
    }

    /// Writes a receive's results into the waiting goroutine's slots; without a value: zero, false.
    ///
    /// # Safety
    /// The waiter was taken out of a queue; its slots are those of its parked goroutine.
    pub(crate) unsafe fn deliver(&self, worker: &mut Worker, waiter: *mut Waiter, value: *const Word) {
        // SAFETY: the caller's promise.
        unsafe {
            let to = (*waiter).slot;
            if !to.is_null() {
                match value.is_null() {
                    true => self.zero_value(worker, to),
                    false => copy(value, to, self.words()),
                }
            }
            if !(*waiter).ok.is_null() {
                *(*waiter).ok = Word::from(!value.is_null());
            }
        }
    }

    /// The zero value as a frame holds it: a by-reference one is a new object.
    ///
    /// # Safety
    /// `to` has room for the element's words.
    unsafe fn zero_value(&self, worker: &mut Worker, to: *mut Word) {
        // SAFETY: the caller's promise.
        unsafe { zero(to, self.words()) };
        if self.by_ref_type != TypeId::NIL {
            let object = worker.scheduler().host().zero_object(worker, self.by_ref_type);
            // SAFETY: a by-reference value is one word.
            unsafe { *to = object };
        }
    }
}

/// Says what the goroutine finds when it goes on, and gives it.
///
/// # Safety
/// The waiter was taken out of a queue by the caller.
pub(crate) unsafe fn wake(waiter: *mut Waiter, panics: bool) -> *mut Goroutine {
    // SAFETY: the caller's promise.
    unsafe {
        let goroutine = (*waiter).goroutine;
        if (*waiter).select {
            select::chosen(goroutine, (*waiter).case, panics);
        } else if panics {
            (*goroutine).wake = Wake::PanicSendClosed;
        }
        goroutine
    }
}
