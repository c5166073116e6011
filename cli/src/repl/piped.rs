//! Inputs from a pipe or file: no prompts, no editing, the same answers.

use super::input::Lines;
use super::shell::{Next, Shell, Voice};
use super::{Bounds, new_session};
use crate::output;
use burrow_vm::streams::Streams;
use std::io::BufRead;
use std::process::ExitCode;

/// Straight to the standard streams.
struct Plain;

impl Voice for Plain {
    fn say(&self, text: &str) {
        output::print(text);
    }
    fn complain(&self, text: &str) {
        output::error(text);
    }
    fn full_diagnostics(&self) -> bool {
        false
    }
}

/// The exit status is the program's own if it has called `os.Exit`; else it says whether an input had
/// a mistake (1) or failed (2).
pub fn run(bounds: Bounds) -> ExitCode {
    let mut shell = Shell::new(Box::new(move || new_session(Streams::default(), &bounds)), Box::new(Plain));
    let mut lines = Lines::default();
    for line in std::io::stdin().lock().split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let whole = lines.add(line.trim_end_matches('\r'));
        match whole.map(|input| shell.perform(&input)) {
            None | Some(Next::Input) => {}
            Some(Next::Leave) => return shell.close(),
            Some(Next::Ended(status)) => return status,
        }
    }
    match lines.rest().map(|input| shell.perform(&input)) {
        Some(Next::Ended(status)) => status,
        None | Some(Next::Input | Next::Leave) => shell.close(),
    }
}
