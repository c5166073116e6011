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
use burrow_vm::limits::Limits;
use burrow_vm::permissions::Permissions;
use burrow_vm::streams::Streams;
use std::io::IsTerminal;
use std::process::ExitCode;

/// Whether there is somebody to talk to.
pub fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// What sessions may use and touch.
#[derive(Clone)]
struct Bounds {
    limits: Limits,
    permissions: Permissions,
}

/// Runs inputs until there are no more of them.
pub fn run(limits: Limits, permissions: Permissions) -> ExitCode {
    let bounds = Bounds { limits, permissions };
    if is_interactive() { terminal::run(bounds) } else { piped::run(bounds) }
}

/// A session that writes to these streams.
fn new_session(streams: Streams, bounds: &Bounds) -> Session {
    Session::with_options(
        Vec::new(),
        MachineOptions {
            limits: bounds.limits,
            permissions: bounds.permissions.clone(),
            scheduler: environment::scheduler_options(),
            heap: environment::heap_options(),
            args: vec!["burrow".to_string()],
            streams,
            ..MachineOptions::default()
        },
    )
}
