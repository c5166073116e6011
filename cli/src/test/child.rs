//! The process that runs one package's tests: compiles the package with its tests and a generated
//! main function, moves to its folder, runs.

use super::flags::Flags;
use super::main_file;
use super::package::{self, Package};
use crate::command::fail;
use crate::environment;
use burrow_lang::compile::{Options, Program, compile};
use burrow_lang::diagnostic::render::{ERRORS_MAX, Look, Style, render};
use burrow_vm::control::{DeadlockAnswer, DeadlockReport};
use burrow_vm::native::Native;
use burrow_vm::{Machine, MachineOptions};
use std::process::ExitCode;

/// Functions that run the function of a test, an example or a benchmark on a goroutine of its own.
const RUNNERS: &[&str] =
    &["testing.tRunner", "testing.fRunner", "testing.(*exampleRun).call", "testing.(*B).onGoroutine.func1"];

/// Runs the one package that the flags name. What is wrong with its sources goes into the file
/// `report`; otherwise that file stays empty.
pub fn run(flags: &Flags, report: &str) -> ExitCode {
    let options = Options { tags: flags.tags.clone(), ..Options::default() };
    let package = match package::find(flags) {
        Ok(packages) => packages.into_iter().next(),
        Err(message) => return refuse(report, &message),
    };
    let Some(package) = package else { return refuse(report, "no package") };
    match prepare(&package, options, flags) {
        Ok(machine) => ExitCode::from(machine.run().exit_status() as u8),
        Err(message) => refuse(report, &message),
    }
}

fn refuse(report: &str, message: &str) -> ExitCode {
    match std::fs::write(report, message) {
        Ok(()) => ExitCode::FAILURE,
        Err(error) => fail(&format!("cannot write {report}: {error}\n{message}")),
    }
}

fn prepare(package: &Package, mut options: Options, flags: &Flags) -> Result<Machine, String> {
    let tests = package.tests(&options)?;
    options.tested = Some(package.path.clone());
    let program = Program {
        path: format!("{}.test", package.path),
        files: vec![(main_file::NAME.into(), main_file::generate(package, &tests).into_bytes())],
        module: Some(package.module.clone()),
    };
    let compilation = compile(program, &package.sources, &options);
    let Some(program) = compilation.program else {
        let look = Look { style: Style::Short, color: false, errors_max: Some(ERRORS_MAX) };
        return Err(render(&compilation.map, &compilation.diagnostics, look));
    };
    let natives: Vec<Native> = burrow_stdlib::natives().copied().collect();
    let name = package.place.join(format!("{}.test", package.name.rsplit('/').next().unwrap_or("")));
    let args = std::iter::once(name.display().to_string()).chain(flags.program.iter().cloned()).collect();
    let machine_options = MachineOptions {
        args,
        scheduler: environment::scheduler_options(),
        heap: environment::heap_options(),
        on_deadlock: Some(Box::new(end_tests)),
        ..MachineOptions::default()
    };
    let machine = Machine::new(program, &natives, machine_options).map_err(|error| format!("{error}\n"))?;
    // Only now: names of files are relative to where the command was given.
    std::env::set_current_dir(&package.place)
        .map_err(|error| format!("cannot change to {}: {error}\n", package.place.display()))?;
    Ok(machine)
}

/// A deadlock ends the tests that it has caught: those that wait for something else than package
/// testing itself, such as the end of a test below them.
fn end_tests(report: &DeadlockReport) -> DeadlockAnswer {
    let caught = report.goroutines.iter().filter(|goroutine| {
        let runs_test = goroutine.frames.last().is_some_and(|frame| RUNNERS.contains(&&*frame.function));
        let waits_in_testing =
            goroutine.frames.first().is_some_and(|frame| frame.function.starts_with("testing."));
        runs_test && !waits_in_testing
    });
    let ids: Vec<u64> = caught.map(|goroutine| goroutine.id).collect();
    DeadlockAnswer::Kill(ids)
}
