//! The REPL: inputs from a terminal or a pipe, run one after the other in a session. `shell` does
//! what an input asks for, whoever has read it; `terminal` edits lines, with `assist` for completion,
//! colours and hints; `piped` reads them from a pipe.

mod assist;
mod command;
mod goroutines;
mod input;
mod piped;
mod screen;
mod shell;
mod terminal;

use crate::environment;
use burrow::Session;
use burrow_vm::MachineOptions;
use burrow_vm::streams::Streams;
use std::io::IsTerminal;
use std::process::ExitCode;

/// Whether there is somebody to talk to.
pub fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Runs inputs until there are no more of them.
pub fn run() -> ExitCode {
    if is_interactive() { terminal::run() } else { piped::run() }
}

/// A session that writes to these streams.
fn new_session(streams: Streams) -> Session {
    Session::with_options(
        Vec::new(),
        MachineOptions {
            scheduler: environment::scheduler_options(),
            heap: environment::heap_options(),
            args: vec!["burrow".to_string()],
            streams,
            ..MachineOptions::default()
        },
    )
}
