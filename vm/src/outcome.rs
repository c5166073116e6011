//! How a run ended and what it used.

use crate::limits::Limit;
use std::fmt;

/// Why a run is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// `main` returned (status 0) or `os.Exit` was called.
    Exited(i32),
    /// A panic that nobody recovered, a fatal error or a deadlock. Its report went to standard
    /// error.
    Failed(Failure),
    /// A limit was reached.
    LimitReached(Limit),
    /// [`crate::Control::cancel`] ended it, for this reason.
    Cancelled(String),
}

/// How a program can fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// A panic that nobody recovered.
    Panic,
    /// A fatal error: what no `recover` can stop.
    Fatal,
    /// All goroutines were asleep.
    Deadlock,
}

impl Ending {
    /// Exit status after a panic, a fatal error or a deadlock.
    pub const FAILED: i32 = 2;
    /// Exit status of a cancelled run; as of a process that Ctrl-C ended.
    pub const CANCELLED: i32 = 130;

    /// As a process's exit status.
    pub fn exit_status(&self) -> i32 {
        match self {
            Ending::Exited(status) => *status,
            Ending::Failed(_) => Ending::FAILED,
            Ending::LimitReached(limit) => limit.exit_status(),
            Ending::Cancelled(_) => Ending::CANCELLED,
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Exited(status) => write!(f, "exit status {status}"),
            Ending::Failed(Failure::Panic) => f.write_str("panic"),
            Ending::Failed(Failure::Fatal) => f.write_str("fatal error"),
            Ending::Failed(Failure::Deadlock) => f.write_str("deadlock"),
            Ending::LimitReached(limit) => write!(f, "limit reached: {limit}"),
            Ending::Cancelled(reason) => write!(f, "cancelled: {reason}"),
        }
    }
}

/// What a run used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Usage {
    /// Time from its start to its end.
    pub wall_ns: u64,
    /// Instructions executed; counted only under a limit on them, else 0.
    pub instructions: u64,
    /// Bytes ever allocated in the heap.
    pub allocated_bytes: u64,
    /// Most bytes of memory in use at once, garbage included: heap blocks, stacks, side stacks.
    pub peak_memory_bytes: u64,
    /// Goroutines ever started, main included.
    pub goroutines: u64,
    /// Bytes written to standard output and standard error.
    pub output_bytes: u64,
}

/// A finished run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// What it used.
    pub usage: Usage,
}

impl Outcome {
    /// As a process's exit status: see [`Ending::exit_status`].
    pub fn exit_status(&self) -> i32 {
        self.ending.exit_status()
    }
}
