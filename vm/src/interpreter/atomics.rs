//! Atomic operations of package sync/atomic, and taking and giving back mutexes: what programs do
//! too often for a call of a native. Each is the native of the same name done in place; whatever is
//! not done at once goes out of line to `crate::semaphore`.
//!
//! Everything is sequentially consistent, as Go says of package atomic.

use super::Stop;
use super::memory::nil_dereference;
use super::state::{Flow, Given, Resume, State, cold};
use crate::native::GoPanic;
use crate::panic;
use crate::semaphore::{self, LockOutcome};
use crate::value::Word;
use std::ptr;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicU64};

/// A word of the program's memory.
///
/// # Safety
/// `address` is a Go pointer, not nil, to at least a 64-bit word.
#[inline(always)]
unsafe fn word64<'a>(address: Word) -> &'a AtomicU64 {
    // SAFETY: the caller's promise; all access to heap words is atomic.
    unsafe { AtomicU64::from_ptr(address as *mut u64) }
}

/// # Safety
/// `address` is a Go pointer, not nil, to a 32-bit integer.
#[inline(always)]
unsafe fn word32<'a>(address: Word) -> &'a AtomicU32 {
    // SAFETY: the caller's promise; Go aligns it to its size.
    unsafe { AtomicU32::from_ptr(address as *mut u32) }
}

#[inline(always)]
fn signed(value: u32) -> Word {
    value as i32 as i64 as Word
}

/// Operations that give a result: `|cell, operand|` of the pointer in lane `b` and lane `c`.
macro_rules! reading {
    ($($name:ident $cell:ident |$at:ident, $operand:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let pointer = s.in_b();
            if pointer == 0 {
                return cold(nil_dereference);
            }
            // SAFETY: the checker has seen a pointer to such an integer.
            let $at = unsafe { $cell(pointer) };
            let $operand = s.in_c();
            s.put($value)
        }
    )*};
}
reading! {
    atomic_load64 word64 |at, _unused| at.load(SeqCst);
    atomic_load_i32 word32 |at, _unused| signed(at.load(SeqCst));
    atomic_load_u32 word32 |at, _unused| at.load(SeqCst).into();
    atomic_add64 word64 |at, delta| at.fetch_add(delta, SeqCst).wrapping_add(delta);
    atomic_add_i32 word32 |at, delta| {
        signed(at.fetch_add(delta as u32, SeqCst).wrapping_add(delta as u32))
    };
    atomic_add_u32 word32 |at, delta| {
        at.fetch_add(delta as u32, SeqCst).wrapping_add(delta as u32).into()
    };
    atomic_swap64 word64 |at, new| at.swap(new, SeqCst);
    atomic_swap_i32 word32 |at, new| signed(at.swap(new as u32, SeqCst));
    atomic_swap_u32 word32 |at, new| at.swap(new as u32, SeqCst).into();
}

macro_rules! storing {
    ($($name:ident $cell:ident as $ty:ty;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let pointer = s.in_a();
            if pointer == 0 {
                return cold(nil_dereference);
            }
            // SAFETY: the checker has seen a pointer to such an integer.
            unsafe { $cell(pointer) }.store(s.in_b() as $ty, SeqCst);
            s.next()
        }
    )*};
}
storing! {
    atomic_store64 word64 as u64;
    atomic_store32 word32 as u32;
}

macro_rules! exchanging {
    ($($name:ident $cell:ident as $ty:ty;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let pointer = s.in_b();
            if pointer == 0 {
                return cold(nil_dereference);
            }
            let (old, new) = (s.in_c() as $ty, s.reg(s.data().op) as $ty);
            // SAFETY: the checker has seen a pointer to such an integer.
            let exchanged = unsafe { $cell(pointer) }.compare_exchange(old, new, SeqCst, Relaxed);
            s.put2(exchanged.is_ok().into())
        }
    )*};
}
exchanging! {
    atomic_swap_if64 word64 as u64;
    atomic_swap_if32 word32 as u32;
}

macro_rules! locking {
    ($($name:ident $at_once:ident $slowly:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let mutex = s.in_a();
            if mutex == 0 {
                return cold(nil_dereference);
            }
            // SAFETY: the checker has seen a pointer to such a mutex, which is one word.
            if !semaphore::$at_once(s.worker(), unsafe { word64(mutex) }) {
                return cold($slowly);
            }
            s.next()
        }

        /// Somebody else holds the mutex, or did just now.
        #[cold]
        fn $slowly(s: State) -> Resume {
            // It may be parked, and then belongs to whoever wakes it: what it needs is stored before.
            let after = s.at(s.after(1));
            after.store();
            // SAFETY: as above.
            match semaphore::$name(s.worker(), unsafe { word64(s.in_a()) }) {
                LockOutcome::Done => after.resume(0),
                LockOutcome::Parked => Resume { pc: ptr::null(), fp: Stop::Parked.encode() },
            }
        }
    )*};
}
locking! {
    lock_mutex lock_mutex_at_once lock_mutex_slowly;
    lock_read lock_read_at_once lock_read_slowly;
    lock_write lock_write_at_once lock_write_slowly;
}

macro_rules! unlocking {
    ($($name:ident $at_once:ident $slowly:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let mutex = s.in_a();
            if mutex == 0 {
                return cold(nil_dereference);
            }
            // SAFETY: the checker has seen a pointer to such a mutex, which is one word.
            if !semaphore::$at_once(unsafe { word64(mutex) }) {
                return cold($slowly);
            }
            s.next()
        }

        /// Somebody waits for the mutex, or it is not locked.
        #[cold]
        fn $slowly(s: State) -> Resume {
            s.at(s.after(1)).store();
            // SAFETY: as above.
            match semaphore::$name(s.worker(), unsafe { word64(s.in_a()) }) {
                Ok(()) => s.resume(1),
                Err(misuse) => panic::raise_native(s, Some(GoPanic::from(misuse))),
            }
        }
    )*};
}
unlocking! {
    unlock_mutex unlock_mutex_at_once unlock_mutex_slowly;
    unlock_read unlock_read_at_once unlock_read_slowly;
    unlock_write unlock_write_at_once unlock_write_slowly;
}
