//! What a parked goroutine is in a queue as, and why it waits.

use super::Goroutine;
use crate::value::Word;
use std::ptr;

/// A node in a wait queue: a goroutine's own, or one of the nodes of its select. Protected by the
/// lock of the queue it stands in.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Waiter {
    /// Next in the queue.
    pub(crate) next: *mut Waiter,
    /// The one before it.
    pub(crate) previous: *mut Waiter,
    /// Whose node it is.
    pub(crate) goroutine: *mut Goroutine,
    /// Where the value of a receive goes or that of a send stands; null to throw it away.
    pub(crate) slot: *mut Word,
    /// Where a receive's second result goes; null for none.
    pub(crate) ok: *mut Word,
    /// Which case of a select.
    pub(crate) case: u16,
    /// One of the nodes of a select: must be claimed before it is woken.
    pub(crate) select: bool,
    /// Stands in a queue.
    pub(crate) linked: bool,
    /// For the queue's own use.
    pub(crate) ticket: u32,
}

impl Waiter {
    /// A node in no queue.
    pub(crate) const fn new(goroutine: *mut Goroutine) -> Waiter {
        Waiter {
            next: ptr::null_mut(),
            previous: ptr::null_mut(),
            goroutine,
            slot: ptr::null_mut(),
            ok: ptr::null_mut(),
            case: 0,
            select: false,
            linked: false,
            ticket: 0,
        }
    }
}

/// One case of a select under way.
#[repr(C)]
pub(crate) struct SelectNode {
    pub waiter: Waiter,
    /// The channel whose queue it stands in.
    pub channel: Word,
    /// It sends.
    pub send: bool,
}

/// Why a goroutine is parked.
#[allow(missing_docs)] // `text` says it
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum WaitReason {
    /// It is not.
    None,
    ChanReceive,
    ChanReceiveNil,
    ChanSend,
    ChanSendNil,
    Select,
    SelectNoCases,
    MutexLock,
    RWMutexRLock,
    RWMutexLock,
    WaitGroupWait,
    CondWait,
    Sleep,
    Blocking,
    SynctestRun,
    SynctestWait,
}

impl WaitReason {
    /// There is one thing it waits for, whose address `wait_object` has.
    pub(crate) const fn has_object(self) -> bool {
        matches!(
            self,
            WaitReason::ChanReceive
                | WaitReason::ChanSend
                | WaitReason::MutexLock
                | WaitReason::RWMutexRLock
                | WaitReason::RWMutexLock
                | WaitReason::WaitGroupWait
                | WaitReason::CondWait
        )
    }

    /// As a stack trace prints it.
    pub const fn text(self) -> &'static str {
        match self {
            WaitReason::None => "runnable",
            WaitReason::ChanReceive => "chan receive",
            WaitReason::ChanReceiveNil => "chan receive (nil chan)",
            WaitReason::ChanSend => "chan send",
            WaitReason::ChanSendNil => "chan send (nil chan)",
            WaitReason::Select => "select",
            WaitReason::SelectNoCases => "select (no cases)",
            WaitReason::MutexLock => "sync.Mutex.Lock",
            WaitReason::RWMutexRLock => "sync.RWMutex.RLock",
            WaitReason::RWMutexLock => "sync.RWMutex.Lock",
            WaitReason::WaitGroupWait => "sync.WaitGroup.Wait",
            WaitReason::CondWait => "sync.Cond.Wait",
            WaitReason::Sleep => "sleep",
            WaitReason::Blocking => "IO wait",
            WaitReason::SynctestRun => "synctest.Run",
            WaitReason::SynctestWait => "synctest.Wait",
        }
    }
}
