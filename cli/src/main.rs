//! The `burrow` command: reads what the command line says, hands files to the front end, programs
//! to the machine, and everything that is printed by the command itself goes through `output`.

mod arguments;
mod check;
mod command;
mod doc;
mod environment;
mod format;
mod limits;
mod nearest;
mod output;
mod repl;
mod sandbox;
mod test;

use burrow::files;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::read() {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    command::perform(arguments)
}
