//! What a run may use at most. Reaching a limit ends the run: every worker leaves at its next
//! safepoint, and `burrow: limit reached: …` goes to standard error.

use std::fmt;
use std::time::Duration;

/// Limits of a run; `None` is no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    /// Time from the start on.
    pub time: Option<Duration>,
    /// Instructions of the machine, over all goroutines. Counting them costs time.
    pub instructions: Option<u64>,
    /// Bytes of memory that live at once: heap objects (channels, maps, strings), stacks, deferred
    /// calls. Garbage may add as much again before it is collected.
    pub memory: Option<u64>,
    /// Goroutines that live at once, main included.
    pub goroutines: Option<u64>,
    /// Bytes written to standard output and standard error together.
    pub output: Option<u64>,
}

/// A limit that was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// [`Limits::time`]
    Time(Duration),
    /// [`Limits::instructions`]
    Instructions(u64),
    /// [`Limits::memory`], in bytes
    Memory(u64),
    /// [`Limits::goroutines`]
    Goroutines(u64),
    /// [`Limits::output`], in bytes
    Output(u64),
}

impl Limit {
    /// Exit status of a run that reached it; for time as of `timeout(1)`.
    pub fn exit_status(&self) -> i32 {
        match self {
            Limit::Time(_) => 124,
            Limit::Instructions(_) => 123,
            Limit::Memory(_) => 122,
            Limit::Goroutines(_) => 121,
            Limit::Output(_) => 120,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Time(time) => write!(f, "ran longer than {time:?}"),
            Limit::Instructions(count) => write!(f, "more than {count} instructions"),
            Limit::Memory(bytes) => write!(f, "more than {} of memory", Bytes(*bytes)),
            Limit::Goroutines(count) => write!(f, "more than {count} goroutines"),
            Limit::Output(bytes) => write!(f, "more than {} of output", Bytes(*bytes)),
        }
    }
}

/// A number of bytes, in the largest unit that gives a whole number.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
        let whole = |&(shift, _): &(u32, &str)| self.0 != 0 && self.0.trailing_zeros() >= shift;
        match units.into_iter().find(whole) {
            Some((shift, unit)) => write!(f, "{} {unit}", self.0 >> shift),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_say_what_was_reached() {
        assert_eq!(Limit::Memory(256 << 20).to_string(), "more than 256 MiB of memory");
        assert_eq!(Limit::Output(1500).to_string(), "more than 1500 bytes of output");
        assert_eq!(Limit::Time(Duration::from_millis(1500)).to_string(), "ran longer than 1.5s");
    }
}
