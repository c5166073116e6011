//! Objects whose death is watched: finalizers, cleanups and weak references. What is watched is held
//! by a number that keeps nothing alive; what is to be called is kept alive. At the end of marking,
//! the unreached are sorted out: weak references to them are cleared, finalizers and cleanups become
//! due, and what a finalizer will see is marked after all.
//!
//! What an object with a finalizer points to counts as reached, so that finalizers of objects that
//! point to each other run from the outside in; a cycle through such an object is never finalized.

use super::{Heap, Roots};
use crate::value::{Word, load_word, store_word};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A call that is due: a func value and the word it is called with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueCall {
    /// The func value.
    pub function: Word,
    /// Its argument.
    pub argument: Word,
}

#[derive(Clone, Copy)]
struct Cleanup {
    object: Word,
    call: DueCall,
}

/// What a heap watches.
#[derive(Default)]
pub(super) struct Watches {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// By object.
    finalizers: HashMap<Word, DueCall>,
    /// By id.
    cleanups: HashMap<u64, Cleanup>,
    next_cleanup: u64,
    /// By object: the cell, a pointer-free object that holds the address until the object dies.
    weak: HashMap<Word, Word>,
    due: VecDeque<DueCall>,
    /// The func value that makes the calls that are due, and whether it is at it.
    runner: Word,
    running: bool,
}

impl Watches {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heap {
    /// Has `call` made by `runner` when the object at `object` dies; it lives on until then. False
    /// when it has a finalizer already.
    pub fn set_finalizer(&self, object: Word, call: DueCall, runner: Word) -> bool {
        let mut inner = self.watches.inner();
        inner.runner = runner;
        if inner.finalizers.contains_key(&object) {
            return false;
        }
        inner.finalizers.insert(object, call);
        true
    }

    /// Takes an object's finalizer back.
    pub fn clear_finalizer(&self, object: Word) {
        self.watches.inner().finalizers.remove(&object);
    }

    /// Has `function` called by `runner` some time after the object at `object` has died.
    pub fn add_cleanup(&self, object: Word, function: Word, runner: Word) -> u64 {
        let mut inner = self.watches.inner();
        inner.runner = runner;
        inner.next_cleanup += 1;
        let id = inner.next_cleanup;
        let call = DueCall { function, argument: 0 };
        inner.cleanups.insert(id, Cleanup { object, call });
        id
    }

    /// Cancels a cleanup.
    pub fn stop_cleanup(&self, id: u64) {
        self.watches.inner().cleanups.remove(&id);
    }

    /// The next call that is due; at `None` the runner must end.
    pub fn next_due_call(&self) -> Option<DueCall> {
        let mut inner = self.watches.inner();
        let next = inner.due.pop_front();
        inner.running = next.is_some();
        next
    }

    /// The cell of weak references to `object`: `cell`, a new pointer-free object of one word, or
    /// the one it has already.
    pub fn weak_cell(&self, object: Word, cell: Word) -> Word {
        let mut inner = self.watches.inner();
        *inner.weak.entry(object).or_insert_with(|| {
            // SAFETY: the caller's new object.
            unsafe { store_word(cell, object) };
            cell
        })
    }

    /// What watching keeps alive.
    pub(super) fn watch_roots(&self, roots: &mut Roots) {
        let inner = self.watches.inner();
        roots.word(inner.runner);
        for call in inner.due.iter().chain(inner.finalizers.values()) {
            roots.word(call.function);
        }
        for call in &inner.due {
            roots.word(call.argument);
        }
        for cleanup in inner.cleanups.values() {
            roots.word(cleanup.call.function);
        }
        for &object in inner.finalizers.keys() {
            if let Some((start, words)) = self.scanned_range(object) {
                // SAFETY: an object of the heap: nothing frees it before marking is done.
                unsafe { roots.range(start, words) };
            }
        }
    }

    /// After marking: finds out what has died. Returns the runner's func value if it is to be
    /// started.
    pub(super) fn settle_watches(&self) -> Option<Word> {
        let mut guard = self.watches.inner();
        let inner = &mut *guard;
        inner.weak.retain(|&object, &mut cell| {
            if !self.marked(cell) {
                return false;
            }
            let alive = self.marked(object);
            if !alive {
                // SAFETY: a cell that lives.
                unsafe { store_word(cell, 0) };
            }
            alive
        });
        let mut finalized = Vec::new();
        inner.finalizers.retain(|&object, call| {
            let alive = self.marked(object);
            if !alive {
                finalized.push((object, *call));
            }
            alive
        });
        if !finalized.is_empty() {
            finalized.sort_unstable_by_key(|&(object, _)| object);
            self.add_roots(|roots| finalized.iter().for_each(|&(object, _)| roots.word(object)));
            self.help_mark();
            inner.due.extend(finalized.into_iter().map(|(_, call)| call));
        }
        let mut dead: Vec<(u64, DueCall)> = Vec::new();
        inner.cleanups.retain(|&id, cleanup| {
            let alive = self.marked(cleanup.object);
            if !alive {
                dead.push((id, cleanup.call));
            }
            alive
        });
        dead.sort_unstable_by_key(|&(id, _)| id);
        inner.due.extend(dead.into_iter().map(|(_, call)| call));
        if inner.due.is_empty() || inner.running {
            return None;
        }
        inner.running = true;
        Some(inner.runner)
    }
}

/// The object a weak cell refers to, 0 when it has died.
///
/// # Safety
/// `cell` was returned by [`Heap::weak_cell`] and is reachable.
pub unsafe fn weak_target(cell: Word) -> Word {
    // SAFETY: the caller's promise.
    unsafe { load_word(cell) }
}
