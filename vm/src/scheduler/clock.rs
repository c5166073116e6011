//! The scheduler's clock: nanoseconds since the scheduler was made, monotonic.

/// When the scheduler was made.
pub(super) struct Clock {
    start_ns: u64,
}

impl Clock {
    pub fn start() -> Clock {
        Clock { start_ns: read(libc::CLOCK_MONOTONIC) }
    }

    /// Now.
    #[inline]
    pub fn now_ns(&self) -> u64 {
        read(libc::CLOCK_MONOTONIC) - self.start_ns
    }

    /// A few milliseconds ago at most, never later than now; for a fraction of the price.
    #[inline]
    pub fn recent_ns(&self) -> u64 {
        #[cfg(target_os = "linux")]
        const RECENT: libc::clockid_t = libc::CLOCK_MONOTONIC_COARSE;
        #[cfg(not(target_os = "linux"))]
        const RECENT: libc::clockid_t = libc::CLOCK_MONOTONIC;
        read(RECENT).saturating_sub(self.start_ns)
    }
}

#[inline]
fn read(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` outlives the call that fills it. Both clocks exist on every system we run on.
    unsafe { libc::clock_gettime(clock, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_at_zero_and_the_recent_time_is_no_later() {
        let clock = Clock::start();
        assert!(clock.now_ns() < 60_000_000_000);
        let recent_ns = clock.recent_ns();
        assert!(recent_ns <= clock.now_ns());
    }
}
