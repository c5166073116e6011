//! The goroutine object: 256 bytes with a header and the first stack slots inline. Rarely needed
//! parts (deferred calls, panics, the nodes of a select) stand in [`Side`], made on first use.
//!
//! A goroutine belongs to the worker that runs it; a runnable one to the queue it stands in; a
//! parked one to whoever can wake it. Its fields are plain memory, handed over with the ownership:
//! through a queue, a channel's or table's lock. Only `claim` is contended (see `select.rs`).
//! Goroutine states change in `scheduler/worker.rs` only.

mod slab;
mod stack;
mod wait;

pub use slab::Slabs;
pub(crate) use stack::StackCache;
pub use stack::{STACK_WORDS_MAX, StackOverflow};
pub(crate) use wait::SelectNode;
pub use wait::{WaitReason, Waiter};

use crate::scheduler::Completion;
use crate::value::Word;
use burrow_bytecode::Instr;
use std::sync::atomic::AtomicU8;

/// Stack slots inside the object.
pub const INLINE_WORDS: usize = 16;

/// Where a goroutine is in its life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GoroutineState {
    /// In its slab's free list.
    Free,
    /// In a queue, waiting for a worker.
    Runnable,
    /// On a worker.
    Running,
    /// In a wait queue.
    Parked,
}

/// What a woken goroutine finds when it goes on. Set by the waker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Wake {
    /// Just go on at `pc`.
    Continue,
    /// The interpreter panics with "send on closed channel" before going on.
    PanicSendClosed,
    /// The worker unlinks the nodes of a select, then goes on.
    FinishSelect,
    /// Likewise, then the interpreter panics with "send on closed channel".
    FinishSelectPanic,
    /// The worker tries again to take the mutex it waits for; when it fails it parks again.
    RetryLock,
    /// Likewise, to lock a RWMutex for writing.
    RetryWriteLock,
    /// The worker runs the completion that a blocking call left.
    Complete,
    /// The interpreter runs the deferred calls and ends the goroutine: it was killed.
    Goexit,
}

/// A goroutine.
#[repr(C)]
pub struct Goroutine {
    /// First word of the stack: the inline slots or a block of its own.
    pub stack: *mut Word,
    /// One past the stack's last word: what the worker's limit word is set to.
    pub stack_end: *mut Word,
    /// The running frame's slot 0. Valid while the goroutine does not run.
    pub fp: *mut Word,
    /// The next instruction. Valid while the goroutine does not run.
    pub pc: *const Instr,
    /// Its own node in a wait queue; also links free goroutines.
    pub(crate) waiter: Waiter,
    /// Deferred calls, panics and the like, once needed.
    pub side: Option<Box<Side>>,
    /// As stack traces number it: main is 1.
    pub id: u64,
    /// The id of the goroutine that started it; 0 for main.
    pub creator: u64,
    /// What it waits for: a channel, the address of a lock. For people and wake-ups.
    pub wait_object: usize,
    /// Index of the `go` instruction that started it among the program's code.
    pub creator_pc: u32,
    /// When it parked: seconds since the scheduler's start.
    pub wait_since_s: u32,
    /// Why it is parked.
    pub wait_reason: WaitReason,
    /// Where it is in its life.
    pub state: GoroutineState,
    /// What it finds when it goes on.
    pub wake: Wake,
    /// A select's race: 0 while waiting, 1 once a waker has claimed it.
    pub(crate) claim: AtomicU8,
    /// Free for the interpreter.
    pub interpreter_flags: u16,
    /// The slot of the bubble it belongs to (see `bubble.rs`), inherited from its creator; 0: none.
    pub bubble: u16,
    /// The first slots of the stack.
    pub(crate) inline: [Word; INLINE_WORDS],
}

const _: () = assert!(std::mem::size_of::<Goroutine>() == 256);

/// The parts of a goroutine that most never need.
#[derive(Default)]
pub struct Side {
    /// Deferred calls: records of words, see `vm/README.md`. Roots of the collector.
    pub defers: Vec<Word>,
    /// Bytes of them that the account of memory knows of.
    pub(crate) booked_bytes: usize,
    /// Panics under way: records of words. Roots of the collector.
    pub panics: Vec<Word>,
    /// Copies of by-reference values that a send or select under way offers. Roots.
    pub values: Vec<Word>,
    /// A panic that the completion of a blocking call left to be raised.
    pub native_panic: Option<Box<crate::native::GoPanic>>,
    /// The report of the deadlock that has ended the goroutine.
    pub deadlock: Option<String>,
    /// The nodes of a select under way, one a case.
    pub(crate) select_nodes: Vec<SelectNode>,
    /// What a blocking call left to be done when the goroutine goes on.
    pub(crate) completion: Option<Completion>,
}

/// Side parts with larger vectors than this are not kept for another goroutine.
const KEPT_WORDS: usize = 64;
const KEPT_NODES: usize = 8;

impl Side {
    /// Empties all parts; false when they are too large to be kept.
    fn reset(&mut self) -> bool {
        let words = [&mut self.defers, &mut self.panics, &mut self.values];
        let mut small = self.select_nodes.capacity() <= KEPT_NODES;
        for words in words {
            words.clear();
            small &= words.capacity() <= KEPT_WORDS;
        }
        self.select_nodes.clear();
        self.native_panic = None;
        self.deadlock = None;
        self.completion = None;
        small
    }
}

impl Goroutine {
    /// The rarely needed parts, made when they are not there.
    #[inline]
    pub fn side(&mut self) -> &mut Side {
        self.side.get_or_insert_with(Default::default)
    }

    /// The goroutine has ended: its side parts are kept, empty, for the next one that needs some,
    /// unless they have grown large.
    pub(crate) fn recycle_side(&mut self) {
        if let Some(side) = &mut self.side
            && !side.reset()
        {
            self.side = None;
        }
    }

    /// Words of the stack, used or not.
    pub fn stack_words(&self) -> usize {
        (self.stack_end as usize - self.stack as usize) / size_of::<Word>()
    }
}
