//! burrow for Rust programs: Go programs and scripts compiled and run inside ([`Program`]), and
//! [`mod@golden`] tests of scripts.

#[doc(hidden)]
pub mod files;
pub mod golden;
pub mod host;
mod program;
mod session;

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

pub use burrow_vm::Outcome;
pub use burrow_vm::control::Control;
pub use burrow_vm::limits::{Limit, Limits};
pub use burrow_vm::outcome::{Ending, Failure, Usage};
pub use burrow_vm::permissions::{Allowed, Permissions};
pub use burrow_vm::{InputEnding, InputError};
pub use program::{CompileError, Compiler, Output, Program, Run, Running};
pub use session::{Mistakes, RunningInput, Session};
