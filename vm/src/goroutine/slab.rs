//! Slabs of goroutine objects: never given back, so that every goroutine can be found by walking
//! them (stack traces, the collector), and a dead one is recycled without asking the allocator.
//!
//! Each worker has a list of free objects of its own; a surplus goes to the shared list here in
//! batches, a lack is filled from it.

use super::{Goroutine, GoroutineState, INLINE_WORDS, WaitReason, Waiter, Wake};
use crate::memory::MemoryAccount;
use std::ptr;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

/// Goroutines of a slab: 64 KiB.
const SLAB_GOROUTINES: usize = 64;
/// Objects that a worker takes from the shared list at once.
const BATCH: usize = 64;
/// Objects that a worker keeps at most; twice as many make it give back the surplus.
const KEPT: usize = 512;
/// So many objects in the shared list keep their side parts.
const KEPT_SIDES: usize = 4096;

/// All goroutine objects of a scheduler.
pub struct Slabs {
    account: Arc<MemoryAccount>,
    shared: Mutex<Shared>,
    /// Bytes of stacks that have outgrown their goroutines.
    pub(crate) grown_bytes: Arc<AtomicUsize>,
}

struct Shared {
    slabs: Vec<*mut Goroutine>,
    /// Objects of the last slab already handed out.
    used: usize,
    free: Vec<*mut Goroutine>,
}

// SAFETY: the pointers lead to slabs that live as long as `Slabs`; who may touch an object is
// decided by its state, not by this list.
unsafe impl Send for Slabs {}
// SAFETY: as above; the lists stand under the mutex.
unsafe impl Sync for Slabs {}

impl Slabs {
    pub(crate) fn new(account: Arc<MemoryAccount>) -> Slabs {
        let shared = Shared { slabs: Vec::new(), used: 0, free: Vec::new() };
        Slabs { account, shared: Mutex::new(shared), grown_bytes: Arc::default() }
    }

    /// Moves up to a batch of free objects to `free`.
    pub(crate) fn refill(&self, free: &mut Vec<*mut Goroutine>) {
        let mut shared = self.lock();
        if !shared.free.is_empty() {
            let keep = shared.free.len().saturating_sub(BATCH);
            free.extend(shared.free.drain(keep..));
            return;
        }
        if shared.slabs.is_empty() || shared.used == SLAB_GOROUTINES {
            self.account.outside_grows(SLAB_GOROUTINES * size_of::<Goroutine>());
            shared.slabs.push(new_slab());
            shared.used = 0;
        }
        let slab = shared.slabs[shared.slabs.len() - 1];
        let count = BATCH.min(SLAB_GOROUTINES - shared.used);
        for i in (0..count).rev() {
            // SAFETY: below SLAB_GOROUTINES, inside the slab.
            free.push(unsafe { slab.add(shared.used + i) });
        }
        shared.used += count;
    }

    /// Takes the surplus of a worker's free list.
    pub(crate) fn give_back(&self, free: &mut Vec<*mut Goroutine>) {
        if free.len() > 2 * KEPT {
            let mut shared = self.lock();
            if shared.free.len() > KEPT_SIDES {
                for &goroutine in &free[KEPT..] {
                    // SAFETY: a free goroutine belongs to the list's owner.
                    unsafe { (*goroutine).side = None };
                }
            }
            shared.free.extend(free.drain(KEPT..));
        }
    }

    /// Calls `visit` for every goroutine that is not free. Only while the world is stopped, or when
    /// no worker runs any more.
    ///
    /// # Safety
    /// No other thread may run or change goroutines meanwhile.
    pub unsafe fn for_each(&self, mut visit: impl FnMut(&mut Goroutine)) {
        let shared = self.lock();
        for (i, &slab) in shared.slabs.iter().enumerate() {
            let used = if i + 1 == shared.slabs.len() { shared.used } else { SLAB_GOROUTINES };
            for at in 0..used {
                // SAFETY: initialised by `new_slab`; the caller says nobody else touches it.
                let goroutine = unsafe { &mut *slab.add(at) };
                if goroutine.state != GoroutineState::Free {
                    visit(goroutine);
                }
            }
        }
    }

    /// Bytes of all objects and of the stacks that have outgrown them, in use or kept.
    pub fn bytes(&self) -> usize {
        let objects = self.lock().slabs.len() * SLAB_GOROUTINES * size_of::<Goroutine>();
        objects + self.grown_bytes.load(Relaxed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

fn new_slab() -> *mut Goroutine {
    let slab: Box<[Goroutine]> = (0..SLAB_GOROUTINES).map(|_| free_goroutine()).collect();
    let first = Box::into_raw(slab) as *mut Goroutine;
    for at in 0..SLAB_GOROUTINES {
        // SAFETY: inside the slab just made, which nobody else knows yet.
        unsafe {
            let goroutine = first.add(at);
            (*goroutine).waiter.goroutine = goroutine;
            (*goroutine).use_inline_stack();
        }
    }
    first
}

fn free_goroutine() -> Goroutine {
    Goroutine {
        stack: ptr::null_mut(),
        stack_end: ptr::null_mut(),
        fp: ptr::null_mut(),
        pc: ptr::null(),
        waiter: Waiter::new(ptr::null_mut()),
        side: None,
        id: 0,
        creator: 0,
        wait_object: 0,
        creator_pc: 0,
        wait_since_s: 0,
        wait_reason: WaitReason::None,
        state: GoroutineState::Free,
        wake: Wake::Continue,
        claim: AtomicU8::new(0),
        interpreter_flags: 0,
        bubble: 0,
        inline: [0; INLINE_WORDS],
    }
}

impl Drop for Slabs {
    fn drop(&mut self) {
        let shared = self.shared.get_mut().unwrap_or_else(|poisoned| poisoned.into_inner());
        for &slab in &shared.slabs {
            for at in 0..SLAB_GOROUTINES {
                // SAFETY: made by `new_slab`, and no worker is left.
                unsafe { (*slab.add(at)).free_stack() };
            }
            // SAFETY: made by `new_slab` from a box of this many goroutines.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(slab, SLAB_GOROUTINES)) });
        }
    }
}
