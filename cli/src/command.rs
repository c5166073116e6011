//! What each command does. `burrow --help` lists the exit statuses.

use crate::arguments::{Arguments, BuildArguments, Command, Diagnostics, DumpArguments, RunArguments, Stage};
use crate::check::check_programs;
use crate::environment;
use crate::files::{self, Loaded};
use crate::nearest::nearest;
use crate::output;
use burrow_lang::compile::{Compilation, Options, compile, dump};
use burrow_lang::diagnostic::render::ERRORS_MAX;
use burrow_vm::native::Native;
use burrow_vm::{Machine, MachineOptions};
use clap::CommandFactory;
use std::path::Path;
use std::process::ExitCode;

/// Does what the command line asks for.
pub fn perform(arguments: Arguments) -> ExitCode {
    match arguments.command {
        Some(Command::Run(run)) => run_program(*run),
        Some(Command::Repl(repl)) => crate::repl::run(repl.limits.limits(), repl.sandbox.permissions()),
        Some(Command::Check(check)) => check_programs(&check),
        Some(Command::Doc(doc)) => show_documentation(&doc.name),
        Some(Command::Fmt(fmt)) => crate::format::perform(&fmt),
        Some(Command::Test(test)) => crate::test::run(&test.arguments),
        Some(Command::Dump(dump)) => dump_stage(&dump),
        Some(Command::Completions(completions)) => print_completions(completions.shell),
        Some(Command::Version) => {
            output::print(concat!("burrow ", env!("CARGO_PKG_VERSION"), "\n"));
            ExitCode::SUCCESS
        }
        None => run_program(arguments.run),
    }
}

pub fn fail(message: &str) -> ExitCode {
    output::error(&format!("burrow: {message}\n"));
    ExitCode::FAILURE
}

fn run_program(run: RunArguments) -> ExitCode {
    let mut program_arguments = run.arguments;
    let options = options(&run.build);
    let (name, loaded) = match (run.code, run.file) {
        (Some(code), file) => {
            // With -e, what would be the file is the program's first argument.
            program_arguments.splice(0..0, file);
            ("-e".to_string(), Ok(vec![("-e".to_string(), code.into_bytes())].into()))
        }
        (None, Some(file)) => {
            let loaded = load_to_run(&file, &mut program_arguments, &options);
            (file, loaded)
        }
        (None, None) if crate::repl::is_interactive() => {
            return crate::repl::run(run.limits.limits(), run.sandbox.permissions());
        }
        (None, None) => {
            output::error("usage: burrow FILE [ARGS], burrow -e CODE, or burrow --help for more\n");
            return ExitCode::from(2);
        }
    };
    match loaded {
        Ok(loaded) => match compile_and_report(loaded, &options, run.build.diagnostics) {
            Some(program) => {
                let args = std::iter::once(name).chain(program_arguments).collect();
                let limits = run.limits.limits();
                let permissions = run.sandbox.permissions();
                execute(
                    program,
                    MachineOptions { args, limits, permissions, profile: run.stats, ..machine_options() },
                )
            }
            None => ExitCode::FAILURE,
        },
        Err(message) => fail(&match meant_command(&name) {
            Some(command) => format!("{message}; did you mean the command `{command}`?"),
            None => message,
        }),
    }
}

/// The command that somebody may have meant who names a file that is not there.
fn meant_command(name: &str) -> Option<String> {
    if Path::new(name).exists() {
        return None;
    }
    let command = Arguments::command();
    nearest(name, command.get_subcommands().map(clap::Command::get_name)).map(str::to_string)
}

/// As with `go run`, Go files that follow the first belong to the program.
fn load_to_run(file: &str, arguments: &mut Vec<String>, options: &Options) -> Result<Loaded, String> {
    let is_source = |name: &str| name.ends_with(".go") && !Path::new(name).is_dir();
    let loaded = if is_source(file) {
        let more = arguments.iter().take_while(|name| is_source(name)).count();
        let names: Vec<String> = std::iter::once(file.to_string()).chain(arguments.drain(..more)).collect();
        if let Some(test) = names.iter().find(|name| name.ends_with("_test.go")) {
            return Err(format!("cannot run *_test.go files ({test})"));
        }
        files::load_files(&names)?
    } else {
        files::load(file, options)?
    };
    match loaded.program.package_name() {
        Some(name) if name != "main" => Err(format!("package {} is not a main package", loaded.program.path)),
        _ => Ok(loaded),
    }
}

pub fn options(build: &BuildArguments) -> Options {
    Options { tags: build.tags.clone(), language: build.language, ..Options::default() }
}

/// `check` shows everything; who wants to run a program sees the first errors, as with gc.
fn report(compilation: &Compilation, style: Diagnostics, errors_max: Option<usize>) {
    output::diagnostics(&compilation.map, &compilation.diagnostics, style, errors_max);
}

fn compile_and_report(
    loaded: Loaded,
    options: &Options,
    style: Diagnostics,
) -> Option<burrow_bytecode::Program> {
    let compilation = compile(loaded.program, &loaded.sources, options);
    report(&compilation, style, Some(ERRORS_MAX));
    compilation.program
}

fn print_completions(shell: clap_complete::Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "burrow", &mut script);
    output::print_bytes(&script);
    ExitCode::SUCCESS
}

fn show_documentation(name: &str) -> ExitCode {
    match crate::doc::document(name, std::path::Path::new(".")) {
        Ok(text) => {
            output::print(&text);
            ExitCode::SUCCESS
        }
        Err(message) => fail(&message),
    }
}

fn dump_stage(arguments: &DumpArguments) -> ExitCode {
    let options = options(&arguments.build);
    let loaded = match files::load(&arguments.file, &options) {
        Ok(loaded) => loaded,
        Err(message) => return fail(&message),
    };
    let stage = match arguments.stage {
        Stage::Tokens => dump::Stage::Tokens,
        Stage::Ast => dump::Stage::Ast,
        Stage::Ir => dump::Stage::Ir,
        Stage::Bytecode => dump::Stage::Bytecode,
    };
    let (text, compilation) = dump::dump(loaded.program, &loaded.sources, &options, stage);
    output::print(&text);
    report(&compilation, arguments.build.diagnostics, Some(ERRORS_MAX));
    if compilation.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// What the environment says of how programs are run.
fn machine_options() -> MachineOptions {
    MachineOptions {
        scheduler: environment::scheduler_options(),
        heap: environment::heap_options(),
        ..MachineOptions::default()
    }
}

/// Runs a compiled program; its exit status is the command's.
fn execute(program: burrow_bytecode::Program, options: MachineOptions) -> ExitCode {
    let natives: Vec<Native> = burrow_stdlib::natives().copied().collect();
    match Machine::new(program, &natives, options) {
        // As everywhere, only the low eight bits of a status count.
        Ok(machine) => ExitCode::from(machine.run().exit_status() as u8),
        Err(error) => fail(&error.to_string()),
    }
}
