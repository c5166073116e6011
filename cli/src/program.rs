//! Programs inside a Rust program: compiled once, run as often as wanted, on any thread.
//!
//! ```
//! use burrow::{Limits, Permissions, Program};
//! use std::time::Duration;
//!
//! let program = Program::from_code("fmt.Println(\"hello,\", os.Args[1])")?;
//! let did = program
//!     .run()
//!     .args(["ada"])
//!     .limits(Limits { time: Some(Duration::from_secs(2)), ..Limits::default() })
//!     .permissions(Permissions::none())
//!     .output();
//! assert_eq!((did.stdout_text(), did.outcome.exit_status()), ("hello, ada\n".into(), 0));
//! # Ok::<(), burrow::CompileError>(())
//! ```

use crate::files;
use crate::host::{HostSources, Package};
use burrow_lang::compile::{Compilation, Options, compile};
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_stdlib::host::Functions;
use burrow_vm::control::Control;
use burrow_vm::limits::Limits;
use burrow_vm::native::Native;
use burrow_vm::permissions::Permissions;
use burrow_vm::streams::{Sink, Source, Streams};
use burrow_vm::{Machine, MachineError, MachineOptions, Outcome};
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// A compiled program. Clones share it; runs do not disturb each other.
#[derive(Clone)]
pub struct Program {
    bytecode: Arc<burrow_bytecode::Program>,
    name: String,
    warnings: String,
    functions: Arc<Functions>,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Why there is no program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    /// What the compiler said, or what could not be read: a line each, `file:line:column: message`
    /// where there is a place.
    pub diagnostics: String,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.diagnostics.trim_end())
    }
}

impl std::error::Error for CompileError {}

/// How programs are compiled: with which packages of the host's.
#[derive(Default)]
pub struct Compiler {
    packages: Vec<Package>,
}

impl Compiler {
    /// With the library alone.
    pub fn new() -> Compiler {
        Compiler::default()
    }

    /// Offers a package to the program.
    #[must_use]
    pub fn package(mut self, package: Package) -> Compiler {
        self.packages.push(package);
        self
    }

    /// Compiles the script or program in a file, or the program in a folder, with the module that it
    /// belongs to.
    pub fn file(self, path: impl AsRef<Path>) -> Result<Program, CompileError> {
        let name = path.as_ref().display().to_string();
        let options = Options::default();
        let loaded = files::load(&name, &options)
            .map_err(|message| CompileError { diagnostics: format!("{message}\n") })?;
        self.compile(name, loaded)
    }

    /// Compiles this code, as if it stood in a file `script.go`.
    pub fn code(self, code: impl Into<String>) -> Result<Program, CompileError> {
        let loaded = files::Loaded::from(vec![("script.go".to_string(), code.into().into_bytes())]);
        self.compile("script".into(), loaded)
    }

    fn compile(self, name: String, loaded: files::Loaded) -> Result<Program, CompileError> {
        let (mut sources, functions) = HostSources::new(self.packages);
        sources.disk = loaded.sources;
        Program::of(name, compile(loaded.program, &sources, &Options::default()), functions)
    }
}

impl Program {
    /// The script or program in a file, or the program in a folder, with the module that it belongs
    /// to.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Program, CompileError> {
        Compiler::new().file(path)
    }

    /// This code, as if it stood in a file `script.go`.
    pub fn from_code(code: impl Into<String>) -> Result<Program, CompileError> {
        Compiler::new().code(code)
    }

    fn of(
        name: String,
        compilation: Compilation,
        functions: Arc<Functions>,
    ) -> Result<Program, CompileError> {
        let look = Look { style: Style::Short, color: false, errors_max: None };
        let diagnostics = render(&compilation.map, &compilation.diagnostics, look);
        match compilation.program {
            Some(bytecode) => {
                Ok(Program { bytecode: Arc::new(bytecode), name, warnings: diagnostics, functions })
            }
            None => Err(CompileError { diagnostics }),
        }
    }

    /// What the compiler said though it is a program: of a script, what is unused.
    pub fn warnings(&self) -> &str {
        &self.warnings
    }

    /// A run to be set up. Without more it has no arguments, reads nothing, writes to nowhere, and
    /// may use and touch whatever it wants.
    pub fn run(&self) -> Run {
        let options = MachineOptions {
            args: vec![self.name.clone()],
            host: Some(self.functions.clone()),
            streams: Streams {
                input: Source::from(io::empty()),
                output: Sink::to(io::sink()),
                error: Sink::to(io::sink()),
            },
            ..MachineOptions::default()
        };
        Run { bytecode: self.bytecode.clone(), options }
    }
}

/// How a program is run.
#[must_use = "nothing runs before `wait`, `output` or `start`"]
pub struct Run {
    bytecode: Arc<burrow_bytecode::Program>,
    options: MachineOptions,
}

impl Run {
    /// Arguments of the program, behind its name in os.Args.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Run {
        self.options.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// The environment that it sees, instead of the process's own.
    pub fn environment<S: Into<String>>(mut self, variables: impl IntoIterator<Item = (S, S)>) -> Run {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        self.options.environment = Some(variables.collect());
        self
    }

    /// What it reads from os.Stdin. A reader that waits for ever is not interrupted: the run can end
    /// without it, its thread cannot.
    pub fn stdin(mut self, reader: impl Read + Send + 'static) -> Run {
        self.options.streams.input = Source::from(reader);
        self
    }

    /// Where os.Stdout goes. Each write of the program is one of the writer's, and a flush.
    pub fn stdout(mut self, writer: impl Write + Send + 'static) -> Run {
        self.options.streams.output = Sink::to(writer);
        self
    }

    /// Where os.Stderr goes, and the reports of panics, deadlocks and limits.
    pub fn stderr(mut self, writer: impl Write + Send + 'static) -> Run {
        self.options.streams.error = Sink::to(writer);
        self
    }

    /// It uses the process's own standard streams.
    pub fn inherit_streams(mut self) -> Run {
        self.options.streams = Streams::default();
        self
    }

    /// What it may use at most.
    pub fn limits(mut self, limits: Limits) -> Run {
        self.options.limits = limits;
        self
    }

    /// What it may touch outside: files, hosts, variables of the process's environment.
    pub fn permissions(mut self, permissions: Permissions) -> Run {
        self.options.permissions = permissions;
        self
    }

    /// Goroutines that run at once: threads (GOMAXPROCS). Without it, one for each processor.
    pub fn workers(mut self, count: usize) -> Run {
        self.options.scheduler.workers = Some(count.max(1));
        self
    }

    /// Runs it to its end on this thread, and others if it has several workers.
    pub fn wait(self) -> Outcome {
        self.machine().run()
    }

    /// The same with what it writes to its standard streams, which goes nowhere else.
    ///
    /// ```
    /// let program = burrow::Program::from_code("m := map[string]int{}\nprintln(m[\"a\"] / len(m))")?;
    /// let did = program.run().output();
    /// assert_eq!(did.outcome.exit_status(), 2);
    /// assert!(did.stderr_text().starts_with("panic: runtime error: integer divide by zero\n"));
    /// # Ok::<(), burrow::CompileError>(())
    /// ```
    pub fn output(self) -> Output {
        let (stdout, stderr) = (Capture::default(), Capture::default());
        let outcome = self.stdout(stdout.clone()).stderr(stderr.clone()).wait();
        Output { outcome, stdout: stdout.take(), stderr: stderr.take() }
    }

    /// Runs it on a thread of its own. The handle's [`Control`] ends the run, lists its goroutines or
    /// kills one.
    ///
    /// ```
    /// let program = burrow::Program::from_code("for {}")?;
    /// let running = program.run().start();
    /// running.control().cancel("enough");
    /// let outcome = running.wait();
    /// assert_eq!(outcome.ending, burrow::Ending::Cancelled("enough".into()));
    /// # Ok::<(), burrow::CompileError>(())
    /// ```
    pub fn start(self) -> Running {
        let machine = self.machine();
        let control = machine.control();
        Running { control, thread: std::thread::spawn(move || machine.run()) }
    }

    fn machine(self) -> Machine {
        let natives: Vec<Native> = burrow_stdlib::natives().copied().collect();
        match Machine::new(self.bytecode, &natives, self.options) {
            Ok(machine) => machine,
            // The library's natives are all there, and without addresses for a heap there is no run.
            Err(error @ (MachineError::MissingNatives(_) | MachineError::OutOfMemory)) => {
                panic!("a machine cannot be made: {error}")
            }
        }
    }
}

/// A run on a thread of its own.
pub struct Running {
    control: Control,
    thread: JoinHandle<Outcome>,
}

impl Running {
    /// A hold on it, for any thread.
    pub fn control(&self) -> Control {
        self.control.clone()
    }

    /// Waits for its end.
    pub fn wait(self) -> Outcome {
        match self.thread.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

/// How a run ended, and what it wrote.
#[derive(Debug)]
pub struct Output {
    /// How it ended and what it used.
    pub outcome: Outcome,
    /// Bytes written to os.Stdout.
    pub stdout: Vec<u8>,
    /// Bytes written to os.Stderr.
    pub stderr: Vec<u8>,
}

impl Output {
    /// Standard output as text; what is not UTF-8 becomes U+FFFD.
    pub fn stdout_text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Standard error as text; what is not UTF-8 becomes U+FFFD.
    pub fn stderr_text(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

/// Collects what is written.
#[derive(Clone, Default)]
struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Program;
    use burrow_vm::limits::{Limit, Limits};
    use burrow_vm::outcome::{Ending, Failure};
    use burrow_vm::permissions::{Allowed, Permissions};

    fn program(code: &str) -> Program {
        Program::from_code(code).expect("it compiles")
    }

    #[test]
    fn one_program_runs_on_many_threads() {
        let program = program("n := 0\nfor i := range 1000 { n += i }\nfmt.Print(os.Args[1], n)");
        let run = |i: usize| program.run().args([format!("{i}:")]).workers(1 + i % 3).output();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|i| scope.spawn(move || run(i))).collect();
            for (i, thread) in threads.into_iter().enumerate() {
                let did = thread.join().expect("no panic");
                assert_eq!((did.stdout_text(), did.outcome.exit_status()), (format!("{i}:499500"), 0));
            }
        });
    }

    #[test]
    fn mistakes_are_told_with_their_places() {
        let error = Program::from_code("\ny()").expect_err("y is not there");
        assert_eq!(error.to_string(), "script.go:2:1: undefined: y");
        let error = Program::from_file("/nowhere.go").expect_err("it is not there");
        assert_eq!(error.to_string(), "cannot read /nowhere.go: no such file or directory");
        assert_eq!(program("x := 1").warnings(), "script.go:1:1: warning: declared and not used: x\n");
    }

    #[test]
    fn streams_and_the_environment_are_the_hosts() {
        let code =
            "b, _ := io.ReadAll(os.Stdin)\nfmt.Printf(\"%s %s %d\", b, os.Getenv(\"A\"), len(os.Environ()))";
        let did = program(code).run().stdin("in".as_bytes()).environment([("A", "b")]).output();
        assert_eq!(did.stdout_text(), "in b 1");
    }

    #[test]
    fn endings_say_what_happened() {
        let ending = |code: &str| program(code).run().wait().ending;
        assert_eq!(ending("os.Exit(3)"), Ending::Exited(3));
        assert_eq!(ending("panic(1)"), Ending::Failed(Failure::Panic));
        assert_eq!(ending("<-make(chan int)"), Ending::Failed(Failure::Deadlock));
        let limits = Limits { output: Some(10), ..Limits::default() };
        let did = program("for { fmt.Println(\"burrow\") }").run().limits(limits).output();
        assert_eq!(did.outcome.ending, Ending::LimitReached(Limit::Output(10)));
    }

    #[test]
    fn permissions_hold() {
        let file = std::env::temp_dir().join(format!("burrow-embed-{}", std::process::id()));
        std::fs::write(&file, "text").expect("it can be written");
        let code = format!("b, err := os.ReadFile({file:?})\nfmt.Print(string(b), err)");
        let read = |permissions| program(&code).run().permissions(permissions).output().stdout_text();
        assert_eq!(read(Permissions::default()), "text<nil>");
        let refused = format!("open {}: operation not permitted", file.display());
        assert_eq!(read(Permissions::none()), refused);
        let some = Permissions { read: Allowed::Only(vec![file.clone()]), ..Permissions::none() };
        assert_eq!(read(some), "text<nil>");
        std::fs::remove_file(file).expect("it can be removed");
    }
}
