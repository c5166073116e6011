//! The command line. Each option is one field here; `--help` and the parsing derive from it.

use crate::limits::LimitArguments;
use crate::sandbox::SandboxArguments;
use burrow_lang::load::Version;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// Runs Go: scripts and programs.
#[derive(Parser, Debug)]
#[command(
    name = "burrow",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = HELP
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub run: RunArguments,
}

/// What to do; without it, the file is run.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run a program or script: a file, a folder, or `-` for standard input
    #[command(after_help = RUN_HELP)]
    Run(Box<RunArguments>),
    /// Enter code and see what it does, line by line
    #[command(after_help = REPL_HELP)]
    Repl(Box<ReplArguments>),
    /// Report mistakes without running
    #[command(after_help = CHECK_HELP)]
    Check(CheckArguments),
    /// Show documentation of a package or what it declares
    #[command(after_help = DOC_HELP)]
    Doc(DocArguments),
    /// Lay out files as gofmt does, in place
    #[command(after_help = FORMAT_HELP)]
    Fmt(FormatArguments),
    /// Run the tests of packages, as `go test` does
    #[command(after_help = TEST_HELP)]
    Test(TestArguments),
    /// Print what a stage of the compiler makes of a file
    #[command(after_help = DUMP_HELP)]
    Dump(DumpArguments),
    /// Print what makes a shell complete burrow's command line
    #[command(after_help = COMPLETIONS_HELP)]
    Completions(CompletionsArguments),
    /// Print the version
    Version,
}

const HELP: &str = "\
Examples:
  burrow fan.go                       run a script or program
  burrow -e 'fmt.Println(6 * 7)'      run code from the command line
  burrow --timeout 2s fan.go          with a limit; `burrow run --help` has them all
  burrow check ./...                  what Go's compiler would say
  burrow test ./... -run TestParse    run tests

Exit statuses:
  0, or the program's own   it returned, or called os.Exit
  1                         a file cannot be read or does not compile, or a check or test failed
  2                         a panic, a fatal error or a deadlock; a wrong command line
  120 to 124                a limit was reached: 120 of output, 121 of goroutines, 122 of memory,
                            123 of instructions, 124 of time
  130                       ended by Ctrl-C";

const RUN_HELP: &str = "\
Examples:
  burrow run fan.go a b               arguments of the program follow the file
  burrow run .                        the program in this folder
  burrow run a.go b.go                a program of two files
  burrow run - < fan.go               from standard input
  burrow run --max-memory 256MiB --max-output 1MiB fan.go
  burrow run --sandbox --allow-read=data,/etc/hosts --allow-net=example.com fan.go

A program that reaches a limit ends with `burrow: limit reached: …` on standard error and a status of
its own: 124 for time, 123 for instructions, 122 for memory, 121 for goroutines, 120 for output.

What the sandbox refuses is an error to the program: `operation not permitted`, as of the system.";

const REPL_HELP: &str = "\
Examples:
  burrow                              the same, on a terminal
  burrow repl < session.txt           without prompts
  burrow repl --max-memory 256MiB --sandbox

`:help` lists what there is besides Go. A limit that is reached ends the session.";

/// How a session is run.
#[derive(Args, Debug, Default)]
pub struct ReplArguments {
    #[command(flatten)]
    pub limits: LimitArguments,
    #[command(flatten)]
    pub sandbox: SandboxArguments,
}

const CHECK_HELP: &str = "\
Examples:
  burrow check fan.go
  burrow check ./... --format=json
  burrow check --diagnostics=short a.go b.go";

const DOC_HELP: &str = "\
Examples:
  burrow doc strings                  the package
  burrow doc strings.Cut
  burrow doc sync.Mutex.Lock
  burrow doc ./folder.Name";

const DUMP_HELP: &str = "\
Examples:
  burrow dump bytecode fan.go
  burrow dump tokens - < fan.go";

const COMPLETIONS_HELP: &str = "\
Examples:
  burrow completions bash > ~/.local/share/bash-completion/completions/burrow
  burrow completions zsh > ~/.zfunc/_burrow
  burrow completions fish > ~/.config/fish/completions/burrow.fish";

#[derive(Args, Debug)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Args, Debug, Default)]
pub struct RunArguments {
    /// A Go file, a folder with the files of a package, or `-` for standard input
    pub file: Option<String>,
    /// Run this code instead of a file
    #[arg(short = 'e', long = "eval", value_name = "CODE")]
    pub code: Option<String>,
    #[command(flatten)]
    pub build: BuildArguments,
    #[command(flatten)]
    pub limits: LimitArguments,
    #[command(flatten)]
    pub sandbox: SandboxArguments,
    /// At the end, write to standard error which instructions the program executed how often
    #[arg(long)]
    pub stats: bool,
    /// Arguments of the program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    pub arguments: Vec<String>,
}

#[derive(Args, Debug)]
pub struct CheckArguments {
    #[command(flatten)]
    pub build: BuildArguments,
    /// `json`: one object a line on standard output, for editors
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Files, each a program of its own, folders, or `DIR/...` for all packages below a folder; `-` is
    /// standard input
    #[arg(required = true)]
    pub files: Vec<String>,
}

const FORMAT_HELP: &str = "\
Examples:
  burrow fmt .              all Go files below this folder
  burrow fmt --check .      exit with status 1 if one is not laid out so
  burrow fmt --diff a.go    show what would change
  burrow fmt - < a.go       from standard input to standard output";

#[derive(Args, Debug)]
pub struct FormatArguments {
    /// Files, folders (with all Go files below them), or `-` for standard input
    #[arg(required = true)]
    pub files: Vec<String>,
    /// Change nothing; name the files that would change, and exit with status 1 if there are any
    #[arg(long)]
    pub check: bool,
    /// Change nothing; show what would change
    #[arg(long)]
    pub diff: bool,
    /// How mistakes are shown
    #[arg(long, value_enum, default_value_t)]
    pub diagnostics: Diagnostics,
}

const TEST_HELP: &str = "\
Targets are folders, DIR/... for all packages below one, import paths of the module, or files; without
one it is the current folder.

Flags are those of go test, with one dash or two:
  -v  -run RE  -skip RE  -bench RE  -benchtime 1s|100x  -benchmem  -count N  -cpu 1,2  -failfast
  -json  -list RE  -parallel N  -p N  -short  -shuffle on|off|N  -tags TAGS  -timeout 10m  -artifacts
  -outputdir DIR  -fullpath  -args ARGS...

  burrow test ./... -run 'TestParse/empty' -v
  burrow test -bench . -benchmem

Golden tests of scripts:
  burrow test --golden DIR           compare what each FILE.go prints with FILE.out beside it
  burrow test --golden DIR --bless   write FILE.out";

#[derive(Args, Debug)]
pub struct TestArguments {
    /// Targets and flags
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "TARGETS AND FLAGS")]
    pub arguments: Vec<String>,
}

#[derive(Args, Debug)]
pub struct DocArguments {
    /// As in `fmt`, `strings.Cut`, `sync.Mutex.Lock`, `./folder.Name`; without it, the package here
    #[arg(default_value = "", hide_default_value = true)]
    pub name: String,
}

#[derive(Args, Debug)]
pub struct DumpArguments {
    /// Which stage
    #[arg(value_enum)]
    pub stage: Stage,
    /// A Go file, a folder, or `-` for standard input
    pub file: String,
    #[command(flatten)]
    pub build: BuildArguments,
}

/// How a program is compiled.
#[derive(Args, Debug, Default)]
pub struct BuildArguments {
    /// How mistakes are shown
    #[arg(long, value_enum, default_value_t)]
    pub diagnostics: Diagnostics,
    /// Build tags that hold, with commas between them
    #[arg(long, value_delimiter = ',', value_name = "TAGS")]
    pub tags: Vec<String>,
    /// The language version (go1.21), instead of the one that go.mod names
    #[arg(long = "lang", value_name = "VERSION", value_parser = language)]
    pub language: Option<Version>,
}

fn language(text: &str) -> Result<Version, String> {
    match Version::parse(text) {
        Some(version) if version <= Version::CURRENT => Ok(version),
        Some(_) => Err(format!("burrow has {}", Version::CURRENT)),
        None => Err("a version is written as go1.21".to_string()),
    }
}

/// What `check` writes.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// For people, on standard error
    #[default]
    Text,
    /// For programs, on standard output
    Json,
}

/// How mistakes are shown.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Diagnostics {
    /// One line each, as Go's own tools print them
    Short,
    /// With the source
    #[default]
    Full,
}

/// A stage of the compiler.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// What the lexer sees
    Tokens,
    /// The syntax tree
    Ast,
    /// The typed program before registers are assigned
    Ir,
    /// What the machine runs
    Bytecode,
}

/// Reads the command line. Mistakes in it are printed, as are help and version.
pub fn read() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        let text = error.render();
        if error.use_stderr() {
            crate::output::error(&text.to_string());
            return ExitCode::from(2);
        }
        crate::output::print(&text.to_string());
        ExitCode::SUCCESS
    })
}
