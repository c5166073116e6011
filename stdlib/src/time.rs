//! Natives of package time: clocks, sleeping, timers.

use burrow_vm::native;
use burrow_vm::native::{Call, Native};
use std::time::{SystemTime, UNIX_EPOCH};

/// Natives of package time.
pub const NATIVES: &[Native] = &[
    native!("time.now", now),
    native!("time.runtimeNano", Call::monotonic_ns),
    native!("time.Sleep", Call::sleep),
    native!("time.startTimer", Call::start_timer),
    native!("time.stopTimer", Call::stop_timer),
    native!("time.resetTimer", Call::reset_timer),
];

/// Seconds and nanoseconds since 1970, and the monotonic clock.
fn now(call: &mut Call) -> (i64, i32, i64) {
    let monotonic_ns = call.monotonic_ns();
    if let Some(wall) = call.bubble_wall() {
        return (wall.as_secs() as i64, wall.subsec_nanos() as i32, monotonic_ns);
    }
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => (since.as_secs() as i64, since.subsec_nanos() as i32, monotonic_ns),
        Err(before) => (-(before.duration().as_secs() as i64), 0, monotonic_ns),
    }
}
