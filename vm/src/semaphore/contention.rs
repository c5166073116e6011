//! What the locks share of Go's policy when they are contended: how long to spin before parking,
//! and since when a waiter starves.

use crate::scheduler::{Scheduler, Worker};

/// Tickets count this many nanoseconds (as a shift): 16 µs.
const TICKET_SHIFT: u32 = 14;
/// A waiter this old gets the lock handed over.
const STARVING_TICKETS: u32 = 1_000_000 >> TICKET_SHIFT;
/// Rounds of spinning before parking.
const SPIN_ROUNDS: u32 = 4;
/// Pauses of a round.
const ROUND_PAUSES: u32 = 30;

/// After so many more waiters of a lock.
const CROWD: usize = 64;

/// The time as a waiter's node keeps it.
pub(super) fn ticket(scheduler: &Scheduler) -> u32 {
    (scheduler.now_ns() >> TICKET_SHIFT) as u32
}

/// Whether who has waited since `since` waits too long to be left to luck.
pub(super) fn starves(since: u32, scheduler: &Scheduler) -> bool {
    ticket(scheduler).wrapping_sub(since) > STARVING_TICKETS
}

/// Calls `take` some times, with pauses. Only while the holder may be running on another processor:
/// with work waiting on this one it is better to go on with that.
pub(super) fn spin(worker: &Worker, mut take: impl FnMut() -> bool) -> bool {
    if !worker.may_spin() {
        return false;
    }
    for _ in 0..SPIN_ROUNDS {
        for _ in 0..ROUND_PAUSES {
            std::hint::spin_loop();
        }
        if take() {
            return true;
        }
    }
    false
}

/// So many wait for a lock: perhaps its holder's thread does not run, and everybody else only adds
/// waiters meanwhile. Called after parking, without any lock.
pub(super) fn crowded(waiters: usize) {
    if waiters.is_multiple_of(CROWD) {
        std::thread::yield_now();
    }
}
