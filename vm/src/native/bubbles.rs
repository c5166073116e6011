//! Natives of packages testing and testing/synctest: bubbles, the alarm of a timeout, what is left
//! of a goroutine that a deadlock has ended.

use super::{Call, Control, GoPanic, Opaque};
use crate::bubble::{self, Bubble, Verdict};
use crate::timer::{self, RuntimeTimer, TimerAction};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

impl Call {
    /// The bubble of the running goroutine.
    #[inline]
    pub(super) fn bubble(&mut self) -> Option<Arc<Bubble>> {
        match self.goroutine().bubble {
            0 => None,
            slot => self.worker().scheduler().bubbles.at(slot),
        }
    }

    /// The time since 1970 on the clock of the running goroutine's bubble; `None` outside.
    pub fn bubble_wall(&mut self) -> Option<Duration> {
        self.bubble().map(|bubble| bubble.wall())
    }

    /// Makes a bubble in which the func value `main` will run. Its slot; 0 when there are too many.
    pub fn prepare_bubble(&mut self, main: Opaque) -> Result<i64, GoPanic> {
        if self.goroutine().bubble != 0 {
            return Err(GoPanic::Text("synctest.Run called from within a synctest bubble".into()));
        }
        let host = self.worker().scheduler().host();
        let main = host.prepare_func(self.worker(), main.word());
        Ok(bubble::prepare(self.worker(), main).map_or(0, i64::from))
    }

    /// Starts a bubble just prepared and parks until it has ended.
    pub fn run_bubble(&mut self, slot: i64) -> Control {
        match bubble::start(self.worker(), slot as u16) {
            true => Control::Parked,
            false => Control::Return,
        }
    }

    /// How a bubble has ended: 0 with all its goroutines, 1 with some that wait for ever, 2 in a
    /// deadlock.
    pub fn finish_bubble(&mut self, slot: i64) -> i64 {
        match bubble::finish(self.worker(), slot as u16) {
            None | Some(Verdict::Ended) => 0,
            Some(Verdict::LeftBehind) => 1,
            Some(Verdict::Deadlock) => 2,
        }
    }

    /// `synctest.Wait`
    pub fn wait_in_bubble(&mut self) -> Result<Control, GoPanic> {
        let Some(bubble) = self.bubble() else {
            return Err(GoPanic::Text("goroutine is not in a bubble".into()));
        };
        if bubble::wait(self.worker(), &bubble) {
            Ok(Control::Parked)
        } else {
            Err(GoPanic::Text("wait already in progress".into()))
        }
    }

    /// A wait group's first Add, when it is called in a bubble: waiting for it there is durable. One
    /// that is a package's variable belongs to no bubble.
    #[inline]
    pub(super) fn note_wait_group(&mut self, group: Opaque, state: &AtomicU64) {
        if self.goroutine().bubble != 0 && state.load(Relaxed) == 0 {
            self.own_wait_group(group);
        }
    }

    #[cold]
    fn own_wait_group(&mut self, group: Opaque) {
        if self.shared().heap.contains(group.word())
            && let Some(bubble) = self.bubble()
        {
            bubble.own_wait_group(group.word() as usize);
        }
    }

    /// A timer made in a bubble may be used only there.
    pub(super) fn check_bubble_of_timer(&mut self, timer: Opaque, what: &str) -> Result<(), GoPanic> {
        // SAFETY: a started timer, as the Go side has checked.
        let number = unsafe { timer::bubble_number(timer.word() as *const RuntimeTimer) };
        if number.is_some() && number != self.bubble().map(|bubble| bubble.number) {
            return Err(GoPanic::Text(format!("{what} of synctest timer from outside bubble")));
        }
        Ok(())
    }

    /// Starts the timer at `timer`, a zeroed [`RuntimeTimer`]: it runs `function` `ns` from now, and
    /// does not keep a deadlock from being noticed meanwhile.
    pub fn start_alarm(&mut self, timer: Opaque, ns: i64, function: Opaque) -> Result<(), GoPanic> {
        timer.word64()?;
        let action =
            TimerAction { channel: 0, function: function.word(), location: 0, start_ns: 0, alarm: true };
        // SAFETY: the Go declaration says what the words are; the timer is new.
        unsafe { timer::start(self.worker(), timer.word() as *mut RuntimeTimer, action, ns, 0) };
        Ok(())
    }

    /// Stops an alarm.
    pub fn stop_alarm(&mut self, timer: Opaque) -> Result<(), GoPanic> {
        timer.word64()?;
        // SAFETY: a started timer, as the Go side has checked.
        unsafe { timer::stop(self.worker(), timer.word() as *mut RuntimeTimer) };
        Ok(())
    }

    /// The report of the deadlock that has ended the running goroutine, which runs its deferred
    /// calls; "" when there was none. It is given once.
    pub fn take_deadlock_report(&mut self) -> String {
        let side = self.goroutine().side.as_mut();
        side.and_then(|side| side.deadlock.take()).unwrap_or_default()
    }

    /// From now on a panic that ends the program prints the traces of all goroutines.
    pub fn trace_all_on_panic(&mut self) {
        self.shared().trace_all_on_panic();
    }
}
