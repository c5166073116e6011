//! Inputs from a pipe or file: no prompts, no editing, the same answers.

use super::input::Lines;
use crate::arguments::Diagnostics;
use crate::output;
use burrow::{InputEnding, Session};
use std::io::BufRead;
use std::process::ExitCode;

pub fn run(mut session: Session) -> ExitCode {
    let mut lines = Lines::default();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if let Some(input) = lines.add(&line) {
            enter(&mut session, &input);
        }
    }
    if let Some(input) = lines.rest() {
        enter(&mut session, &input);
    }
    session.close();
    ExitCode::SUCCESS
}
fn enter(session: &mut Session, input: &str) {
    match session.start(input) {
        Ok(running) => {
            for note in &running.notes {
                output::error(&format!("note: {note}\n"));
            }
            output::diagnostics(&running.map, &running.warnings, Diagnostics::Short, None);
            running.wait();
        }
        Err(mistakes) => output::diagnostics(&mistakes.map, &mistakes.diagnostics, Diagnostics::Short, None),
    }
}
