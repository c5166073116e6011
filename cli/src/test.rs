//! `burrow test`: runs the tests of packages as `go test` does, each package in a process of its own
//! (the working directory and the environment are a process's), and prints what it prints. Exit
//! statuses are Go's: 1 when something failed, 2 for a wrong command line.

mod child;
mod examples;
mod flags;
mod golden;
mod json;
mod main_file;
mod package;
mod parent;
mod progress;

use crate::output;
use flags::Flags;
use std::process::ExitCode;

/// Does what the arguments behind `burrow test` say.
pub fn run(arguments: &[String]) -> ExitCode {
    let flags = match Flags::parse(arguments) {
        Ok(flags) => flags,
        Err(message) => {
            output::error(&format!("burrow: {message}\nRun 'burrow test --help' for details.\n"));
            return ExitCode::from(2);
        }
    };
    if let Some(report) = &flags.report {
        return child::run(&flags, report);
    }
    if let Some(folder) = &flags.golden {
        return golden::run(folder, flags.bless);
    }
    let packages = match package::find(&flags) {
        Ok(packages) => packages,
        Err(message) => {
            output::error(&format!("{message}\n"));
            return ExitCode::FAILURE;
        }
    };
    let passed = parent::run(&flags, packages);
    if !passed && !flags.json && !flags.targets.is_empty() {
        output::print(&progress::paint("FAIL\n"));
    }
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
