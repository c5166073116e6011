//! What a goroutine waits for, in words: for the traces of a deadlock and of fatal errors.
//!
//! A deadlock is found by the last worker that goes to sleep (`scheduler/sleep.rs`): nothing is
//! runnable, no pending timer, no blocking call under way. A timer is pending only while it can
//! wake somebody (see `timer.rs`), so that a ticker nobody reads does not hide a deadlock.

use crate::goroutine::{Goroutine, GoroutineState, WaitReason};
use crate::semaphore::{mutex_holder, rwmutex_holder};
use std::sync::atomic::AtomicU64;

impl Goroutine {
    /// The brackets of its trace's first line: `chan receive, 2 minutes`.
    pub fn status_text(&self, now_s: u32) -> String {
        let what = match self.state {
            GoroutineState::Parked => self.wait_reason.text(),
            GoroutineState::Running => "running",
            GoroutineState::Runnable | GoroutineState::Free => "runnable",
        };
        let minutes = now_s.saturating_sub(self.wait_since_s) / 60;
        if self.state == GoroutineState::Parked && minutes >= 1 {
            return format!("{what}, {minutes} minutes");
        }
        what.to_owned()
    }

    /// The id of the goroutine that holds the lock this one waits for; `None` when there is no such
    /// lock, or only readers hold it.
    pub fn waits_for_holder(&self) -> Option<u64> {
        if self.state != GoroutineState::Parked {
            return None;
        }
        // SAFETY: a parked goroutine's lock is kept alive by its stack; the word is atomic.
        let word = || unsafe { AtomicU64::from_ptr(self.wait_object as *mut u64) };
        let holder = match self.wait_reason {
            WaitReason::MutexLock => mutex_holder(word()),
            WaitReason::RWMutexLock | WaitReason::RWMutexRLock => rwmutex_holder(word()),
            _ => 0,
        };
        (holder != 0).then_some(holder)
    }
}
