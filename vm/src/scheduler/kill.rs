//! Ending a goroutine from outside, as if it called `runtime.Goexit` where it is. A parked one is
//! first taken out of whatever it waits in, so that no waker finds it there, and nothing that it
//! had been given on the way (a lock's wake-up, the outcome of a blocking call) is lost to others.

use super::Worker;
use crate::goroutine::{Goroutine, GoroutineState, WaitReason, Wake};
use crate::{channel, select, semaphore};

impl Worker {
    /// Orders `goroutine` to run its deferred calls and end. The world stands still.
    pub(crate) fn kill(&mut self, goroutine: &mut Goroutine) {
        match goroutine.state {
            GoroutineState::Free => return,
            GoroutineState::Running => {}
            GoroutineState::Runnable => self.give_up_wake(goroutine),
            GoroutineState::Parked => self.leave_queue(goroutine),
        }
        goroutine.wake = Wake::Goexit;
        if goroutine.state == GoroutineState::Parked {
            self.ready_last(goroutine);
        }
    }

    /// It has been woken, but has not looked at what for.
    fn give_up_wake(&mut self, goroutine: &mut Goroutine) {
        match goroutine.wake {
            Wake::Continue | Wake::PanicSendClosed | Wake::Goexit => {}
            Wake::FinishSelect | Wake::FinishSelectPanic => select::unlink(self, goroutine),
            Wake::RetryLock => semaphore::give_up_retry(self, goroutine),
            Wake::RetryWriteLock => semaphore::give_up_retry_write(self, goroutine),
            Wake::Complete => drop(goroutine.side().completion.take()),
        }
    }

    fn leave_queue(&mut self, goroutine: &mut Goroutine) {
        let scheduler = self.scheduler();
        match goroutine.wait_reason {
            WaitReason::None
            | WaitReason::ChanReceiveNil
            | WaitReason::ChanSendNil
            | WaitReason::SelectNoCases => {}
            // SAFETY: the channel it waits for is kept alive by its stack.
            WaitReason::ChanReceive | WaitReason::ChanSend => unsafe { channel::leave(self, goroutine) },
            WaitReason::Select => select::unlink(self, goroutine),
            WaitReason::MutexLock
            | WaitReason::RWMutexRLock
            | WaitReason::RWMutexLock
            | WaitReason::WaitGroupWait
            | WaitReason::CondWait => semaphore::leave(self, goroutine),
            WaitReason::Sleep => match scheduler.bubbles.at(goroutine.bubble) {
                Some(bubble) => bubble.timers.remove_sleeper(goroutine),
                None => scheduler.timers.remove_sleeper(goroutine),
            },
            WaitReason::SynctestRun | WaitReason::SynctestWait => scheduler.bubbles.forget(goroutine),
            WaitReason::Blocking => scheduler.abandon_blocking_call(goroutine),
        }
    }
}
