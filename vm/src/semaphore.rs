//! What package sync stands on: goroutines parked on addresses.
//!
//! The state of a lock is one word in the Go struct, changed by compare-and-swap while nobody
//! waits. Whoever must wait parks in a queue of the [`ParkingTable`], keyed by the word's address.
//! A waiters' bit is set, and a queue changed, only under the lock of the table's bucket; so who
//! sees the bit and takes that lock finds the queue as it is. The bit stays until the queue is
//! empty.

mod condition;
mod contention;
mod leave;
mod mutex;
mod parking;
mod rwmutex;
mod wait_group;

pub use condition::{notify_add, notify_all, notify_one, notify_wait};
pub(crate) use leave::leave;
pub(crate) use mutex::{give_up_retry, retry_lock};
pub use mutex::{lock_mutex, mutex_holder, try_lock_mutex, unlock_mutex};
pub(crate) use mutex::{lock_mutex_at_once, unlock_mutex_at_once};
pub use parking::ParkingTable;
pub use rwmutex::lock_read;
pub(crate) use rwmutex::{
    give_up_retry_write, lock_read_at_once, lock_write_at_once, retry_lock_write, unlock_read_at_once,
    unlock_write_at_once,
};
pub use rwmutex::{lock_write, rwmutex_holder, try_lock_read, try_lock_write, unlock_read, unlock_write};
pub use wait_group::{wait_group_add, wait_group_wait};

/// What came of an operation that may wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockOutcome {
    /// Done.
    Done,
    /// The goroutine is parked, and may be running elsewhere already.
    Parked,
}

/// A use that Go does not allow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misuse {
    /// The program ends: "fatal error: " and this text; nothing recovers.
    Fatal(&'static str),
    /// Panics with this text, a string.
    Panic(&'static str),
}
