//! Sessions: one program that grows input by input, as in a REPL or a notebook. Variables keep their
//! values, goroutines go on in the background, and an input with a mistake, a panic or a deadlock ends
//! nothing but itself.
//!
//! ```
//! use burrow::{Limits, Permissions, Session};
//!
//! let mut session = Session::new(std::io::sink(), std::io::sink());
//! session.enter("n := 40")?;
//! session.enter("func add(m int) { n += m }")?;
//! assert!(session.enter("add(\"two\")").is_err());
//! session.enter("add(2)")?;
//! assert_eq!(session.check("n").value_types(), Some(vec!["int".to_string()]));
//! # Ok::<(), burrow::Mistakes>(())
//! ```

use crate::host::{HostSources, Package};
use burrow_lang::compile::session::{self as inputs, Checking};
use burrow_lang::diagnostic::Diagnostic;
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_lang::source::SourceMap;
use burrow_vm::control::Control;
use burrow_vm::native::Native;
use burrow_vm::streams::{Sink, Streams};
use burrow_vm::{InputEnding, InputError, MachineOptions, Outcome, SessionMachine};
use std::fmt;
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

/// A program that grows.
pub struct Session {
    inputs: inputs::Session,
    sources: HostSources,
    machine: SessionMachine,
    /// Inputs that have not run to their ends, counted from 0.
    failed: Vec<usize>,
}

/// Why an input has not been run.
pub struct Mistakes {
    /// The texts that the diagnostics name.
    pub map: SourceMap,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Said when it is not the input that is wrong.
    pub problem: Option<InputError>,
}

impl Mistakes {
    /// As a line each, or with the source.
    pub fn render(&self, look: Look) -> String {
        let problem = self.problem.iter().map(|problem| format!("burrow: {problem}\n"));
        render(&self.map, &self.diagnostics, look) + &problem.collect::<String>()
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.render(Look { style: Style::Short, color: false, errors_max: None });
        f.write_str(text.trim_end())
    }
}

impl fmt::Debug for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Mistakes {}

/// An input that runs.
pub struct RunningInput {
    /// Its goroutine.
    pub goroutine: u64,
    /// What is strange in it, and what it declares anew: a line each.
    pub notes: Vec<String>,
    /// The texts that `warnings` name.
    pub map: SourceMap,
    /// What is strange in it.
    pub warnings: Vec<Diagnostic>,
    ending: Receiver<InputEnding>,
}

impl RunningInput {
    /// Waits for its end. `None`: the whole session has ended.
    pub fn wait(&self) -> Option<InputEnding> {
        self.ending.recv().ok()
    }
}

impl Session {
    /// A session that writes to these, and reads nothing.
    pub fn new(stdout: impl Write + Send + 'static, stderr: impl Write + Send + 'static) -> Session {
        Session::with_packages(Vec::new(), stdout, stderr)
    }

    /// The same with packages of the host's.
    pub fn with_packages(
        packages: Vec<Package>,
        stdout: impl Write + Send + 'static,
        stderr: impl Write + Send + 'static,
    ) -> Session {
        let streams = Streams {
            input: burrow_vm::streams::Source::from(std::io::empty()),
            output: Sink::to(stdout),
            error: Sink::to(stderr),
        };
        Session::with_options(packages, MachineOptions { streams, ..MachineOptions::default() })
    }

    /// A session on a machine of this kind.
    ///
    /// # Panics
    /// When there are no addresses for a heap.
    pub fn with_options(packages: Vec<Package>, options: MachineOptions) -> Session {
        let inputs = inputs::Session::default();
        let (sources, functions) = HostSources::new(packages);
        let options = MachineOptions { host: Some(functions), ..options };
        let natives: Vec<Native> = burrow_stdlib::natives().copied().collect();
        let start = inputs.start(&sources).into_program().0;
        match SessionMachine::start(start, &natives, options) {
            Ok(machine) => Session { inputs, sources, machine, failed: Vec::new() },
            Err(error) => panic!("a machine cannot be made: {error}"),
        }
    }

    /// Runs an input to its end. `None`: the whole session has ended, by `os.Exit` or a limit.
    pub fn enter(&mut self, text: &str) -> Result<Option<InputEnding>, Mistakes> {
        let ending = self.start(text)?.wait();
        self.note_ending(ending);
        Ok(ending)
    }

    /// Tells how the input that was begun last has ended: what failed is no part of
    /// [`Session::script`].
    pub fn note_ending(&mut self, ending: Option<InputEnding>) {
        if ending != Some(InputEnding::Returned) {
            self.failed.push(self.inputs().saturating_sub(1));
        }
    }

    /// Begins to run an input.
    pub fn start(&mut self, text: &str) -> Result<RunningInput, Mistakes> {
        let checking = self.inputs.next(text, &self.sources);
        if !checking.has_no_errors() {
            let Checking { map, diagnostics, .. } = checking;
            return Err(Mistakes { map, diagnostics, problem: None });
        }
        let notes = notes(&checking);
        let (program, map, warnings) = checking.into_program();
        let (done, ending) = mpsc::channel();
        let started = self.machine.run_input(Arc::new(program), move |how| {
            // Nobody may wait for it any more.
            let _ = done.send(how);
        });
        match started {
            Ok(goroutine) => {
                self.inputs.accept(text);
                Ok(RunningInput { goroutine, notes, map, warnings, ending })
            }
            Err(problem) => Err(Mistakes { map, diagnostics: Vec::new(), problem: Some(problem) }),
        }
    }

    /// Checks an input without running it.
    pub fn check(&self, text: &str) -> Checking {
        self.inputs.check(text, "input", &self.sources)
    }

    /// How many inputs have been run.
    pub fn inputs(&self) -> usize {
        self.inputs.texts().count()
    }

    /// The session as a script that runs, in which each name is declared once: what has been declared
    /// anew gets another name. Inputs that have not run to their ends are left out, unless others need
    /// them.
    pub fn script(&self) -> String {
        self.inputs.script(&self.failed, &self.sources)
    }

    /// A hold on the session, for any thread: its goroutines, ending one or all.
    pub fn control(&self) -> Control {
        self.machine.control()
    }

    /// Ends it, with all its goroutines.
    pub fn close(&mut self) -> Outcome {
        self.machine.close()
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Outcome {
        self.machine.wait()
    }
}

/// What an input declares anew.
fn notes(checking: &Checking) -> Vec<String> {
    let note = |redeclared: &burrow_lang::check::info::Redeclared| {
        let name = &redeclared.name;
        match (&redeclared.users[..], redeclared.is_type) {
            ([], true) => Some(format!("{name} is a new type: values of the old one keep theirs")),
            ([], false) => None,
            (users, _) => {
                let verb = if users.len() == 1 { "uses" } else { "use" };
                Some(format!("{name} is new: {} still {verb} the old one", users.join(", ")))
            }
        }
    };
    checking.redeclared().iter().filter_map(note).collect()
}
