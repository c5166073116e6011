//! The REPL: inputs from a terminal or a pipe, run one after the other in a session.

mod input;
mod piped;

use crate::environment;
use burrow::Session;
use burrow_vm::MachineOptions;
use std::process::ExitCode;

/// Runs inputs until there are no more of them.
pub fn run() -> ExitCode {
    piped::run(new_session())
}

fn new_session() -> Session {
    Session::with_options(MachineOptions {
        scheduler: environment::scheduler_options(),
        heap: environment::heap_options(),
        args: vec!["burrow".to_string()],
        ..MachineOptions::default()
    })
}
