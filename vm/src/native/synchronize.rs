//! Natives that park, wake and order goroutines: what packages sync, sync/atomic, time and runtime
//! call. Everything takes the address of a word in a Go struct as an [`Opaque`].

use super::{Any, Call, Control, GoPanic, Opaque};
use crate::goroutine::WaitReason;
use crate::semaphore::{self, LockOutcome, Misuse};
use crate::timer::{self, RuntimeTimer, TimerAction};
use crate::value::Word;
use std::sync::atomic::{AtomicU32, AtomicU64};

impl From<Misuse> for GoPanic {
    fn from(misuse: Misuse) -> GoPanic {
        match misuse {
            Misuse::Fatal(text) => GoPanic::Fatal(text.into()),
            Misuse::Panic(text) => GoPanic::Text(text.into()),
        }
    }
}

impl From<LockOutcome> for Control {
    fn from(outcome: LockOutcome) -> Control {
        match outcome {
            LockOutcome::Done => Control::Return,
            LockOutcome::Parked => Control::Parked,
        }
    }
}

impl Opaque {
    /// The 64-bit word pointed to, for atomic operations. The pointer's declared type says that
    /// there is one.
    #[inline]
    pub fn word64(&self) -> Result<&AtomicU64, GoPanic> {
        self.offset_word64(0)
    }

    #[inline]
    fn offset_word64(&self, words: usize) -> Result<&AtomicU64, GoPanic> {
        if self.is_nil() {
            return Err(GoPanic::NilDereference);
        }
        // SAFETY: a Go pointer to at least that many words; all access to heap words is atomic.
        Ok(unsafe { AtomicU64::from_ptr((self.word() as *mut u64).add(words)) })
    }

    /// The 32-bit word pointed to.
    #[inline]
    pub fn word32(&self) -> Result<&AtomicU32, GoPanic> {
        if self.is_nil() {
            return Err(GoPanic::NilDereference);
        }
        // SAFETY: a Go pointer to a 32-bit integer, aligned to its size.
        Ok(unsafe { AtomicU32::from_ptr(self.word() as *mut u32) })
    }

    /// The pointer itself as a word that can be stored with [`Opaque::word64`].
    pub fn to_word(self) -> Word {
        self.word()
    }

    /// A pointer that was read with [`Opaque::word64`] from a Go variable of a pointer type.
    pub fn of_loaded(word: Word) -> Opaque {
        Opaque::from_word(word)
    }
}

impl Any {
    /// The interface's word, to be stored with [`Opaque::word64`].
    pub fn to_word(self) -> Word {
        self.word()
    }

    /// An interface that was read with [`Opaque::word64`] from a Go variable of an interface type.
    pub fn of_loaded(word: Word) -> Any {
        Any::from_word(word)
    }
}

/// What may panic in Go.
type Done<T = ()> = Result<T, GoPanic>;

impl Call {
    /// `sync.(*Mutex).Lock`; `mutex` points to its word.
    #[inline]
    pub fn lock_mutex(&mut self, mutex: Opaque) -> Done<Control> {
        let state = mutex.word64()?;
        Ok(semaphore::lock_mutex(self.worker(), state).into())
    }
    /// `sync.(*Mutex).TryLock`
    pub fn try_lock_mutex(&mut self, mutex: Opaque) -> Done<bool> {
        let state = mutex.word64()?;
        Ok(semaphore::try_lock_mutex(self.worker(), state))
    }
    /// `sync.(*Mutex).Unlock`
    #[inline]
    pub fn unlock_mutex(&mut self, mutex: Opaque) -> Done {
        let state = mutex.word64()?;
        Ok(semaphore::unlock_mutex(self.worker(), state)?)
    }

    /// `sync.(*RWMutex).RLock`
    pub fn lock_read(&mut self, mutex: Opaque) -> Done<Control> {
        let state = mutex.word64()?;
        Ok(semaphore::lock_read(self.worker(), state).into())
    }
    /// `sync.(*RWMutex).TryRLock`
    pub fn try_lock_read(&mut self, mutex: Opaque) -> Done<bool> {
        Ok(semaphore::try_lock_read(mutex.word64()?))
    }
    /// `sync.(*RWMutex).RUnlock`
    pub fn unlock_read(&mut self, mutex: Opaque) -> Done {
        let state = mutex.word64()?;
        Ok(semaphore::unlock_read(self.worker(), state)?)
    }
    /// `sync.(*RWMutex).Lock`
    pub fn lock_write(&mut self, mutex: Opaque) -> Done<Control> {
        let state = mutex.word64()?;
        Ok(semaphore::lock_write(self.worker(), state).into())
    }
    /// `sync.(*RWMutex).TryLock`
    pub fn try_lock_write(&mut self, mutex: Opaque) -> Done<bool> {
        let state = mutex.word64()?;
        Ok(semaphore::try_lock_write(self.worker(), state))
    }
    /// `sync.(*RWMutex).Unlock`
    pub fn unlock_write(&mut self, mutex: Opaque) -> Done {
        let state = mutex.word64()?;
        Ok(semaphore::unlock_write(self.worker(), state)?)
    }

    /// `sync.(*WaitGroup).Add`
    pub fn wait_group_add(&mut self, group: Opaque, delta: i64) -> Done {
        let state = group.word64()?;
        self.note_wait_group(group, state);
        Ok(semaphore::wait_group_add(self.worker(), state, delta)?)
    }
    /// `sync.(*WaitGroup).Wait`
    pub fn wait_group_wait(&mut self, group: Opaque) -> Done<Control> {
        let state = group.word64()?;
        Ok(semaphore::wait_group_wait(self.worker(), state).into())
    }

    /// Takes a ticket of a notify list, two words: next ticket, next to be notified.
    pub fn notify_add(&mut self, list: Opaque) -> Done<u64> {
        Ok(semaphore::notify_add(list.word64()?))
    }
    /// Parks until the ticket is notified.
    pub fn notify_wait(&mut self, list: Opaque, ticket: u64) -> Done<Control> {
        let notify = list.offset_word64(1)?;
        Ok(semaphore::notify_wait(self.worker(), notify, ticket).into())
    }
    /// Notifies the one that has waited longest.
    pub fn notify_one(&mut self, list: Opaque) -> Done {
        let (wait, notify) = (list.word64()?, list.offset_word64(1)?);
        semaphore::notify_one(self.worker(), wait, notify);
        Ok(())
    }
    /// Notifies all.
    pub fn notify_all(&mut self, list: Opaque) -> Done {
        let (wait, notify) = (list.word64()?, list.offset_word64(1)?);
        semaphore::notify_all(self.worker(), wait, notify);
        Ok(())
    }

    /// `time.Sleep`
    pub fn sleep(&mut self, ns: i64) -> Control {
        match timer::sleep(self.worker(), ns) {
            true => Control::Parked,
            false => Control::Return,
        }
    }
    /// Nanoseconds on the monotonic clock of the machine, or of the goroutine's bubble.
    pub fn monotonic_ns(&mut self) -> i64 {
        let now_ns = match self.bubble() {
            Some(bubble) => bubble.now_ns(),
            None => self.worker().scheduler().now_ns(),
        };
        now_ns as i64 + 1
    }
    /// Starts the timer at `timer` (see [`RuntimeTimer`]): it sends on `channel`, or runs
    /// `function`, `ns` from now and then every `period_ns`. `location` and `start_ns` are for the
    /// times it sends.
    #[expect(clippy::too_many_arguments, reason = "one native's parameters")]
    pub fn start_timer(
        &mut self,
        timer: Opaque,
        channel: Opaque,
        function: Opaque,
        location: Opaque,
        start_ns: i64,
        ns: i64,
        period_ns: i64,
    ) -> Done {
        timer.word64()?;
        let action = TimerAction {
            channel: channel.word(),
            function: function.word(),
            location: location.word(),
            // The Go side's clock is one ahead of the scheduler's.
            start_ns: (start_ns as u64).wrapping_sub(1),
            alarm: false,
        };
        let timer = timer.word() as *mut RuntimeTimer;
        // SAFETY: the Go declaration says what the words are; the timer is new.
        unsafe { timer::start(self.worker(), timer, action, ns, period_ns) };
        Ok(())
    }
    /// Stops a started timer.
    pub fn stop_timer(&mut self, timer: Opaque) -> Done<bool> {
        timer.word64()?;
        self.check_bubble_of_timer(timer, "stop")?;
        let timer = timer.word() as *mut RuntimeTimer;
        // SAFETY: a started timer, as the Go side has checked.
        Ok(unsafe { timer::stop(self.worker(), timer) })
    }
    /// Sets a started timer anew.
    pub fn reset_timer(&mut self, timer: Opaque, ns: i64, period_ns: i64) -> Done<bool> {
        timer.word64()?;
        self.check_bubble_of_timer(timer, "reset")?;
        let timer = timer.word() as *mut RuntimeTimer;
        // SAFETY: a started timer, as the Go side has checked.
        Ok(unsafe { timer::reset(self.worker(), timer, ns, period_ns) })
    }

    /// Parks the goroutine for ever (an empty select in disguise); nobody can wake it.
    pub fn park_for_ever(&mut self) -> Control {
        self.worker().prepare_park(WaitReason::SelectNoCases, 0);
        Control::Parked
    }
    /// `runtime.NumGoroutine`
    pub fn live_goroutines(&mut self) -> i64 {
        self.worker().scheduler().live_goroutines() as i64
    }
    /// `runtime.GOMAXPROCS`
    pub fn set_workers(&mut self, count: i64) -> i64 {
        let count = usize::try_from(count).unwrap_or(0);
        self.worker().scheduler().set_workers_wanted(count) as i64
    }
}

const _: () = assert!(size_of::<RuntimeTimer>() == 72);
