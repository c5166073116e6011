//! What an input asks for, done: code is run in the session, commands are carried out. Whoever reads
//! inputs, from a terminal or a pipe, gives them here.

use super::command::{self, Command};
use super::goroutines;
use crate::doc;
use burrow::{InputEnding, InputError, Mistakes, RunningInput, Session};
use burrow_lang::diagnostic::Diagnostic;
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_lang::source::SourceMap;
use burrow_vm::control::Control;
use std::cell::RefCell;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Where the shell's own words go; what programs print goes through the session's streams.
pub trait Voice {
    /// Answers.
    fn say(&self, text: &str);
    /// What is wrong.
    fn complain(&self, text: &str);
    /// Diagnostics are shown with the source, in colour if that is wanted.
    fn full_diagnostics(&self) -> bool;
    /// The same.
    fn color(&self) -> bool {
        false
    }
}

/// What comes after an input.
pub enum Next {
    /// Another one.
    Input,
    /// Nothing: the user leaves.
    Leave,
    /// Nothing: the program has ended, with this exit status.
    Ended(ExitCode),
}

/// The input that runs right now, for who wants to stop it.
#[derive(Clone, Default)]
pub struct Foreground(Arc<Mutex<Front>>);

#[derive(Default)]
struct Front {
    running: Option<(Control, u64)>,
    /// Somebody has asked to stop the input that has been read last.
    stopped: bool,
}

impl Foreground {
    fn front(&self) -> std::sync::MutexGuard<'_, Front> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An input has been read, and will run when it has been compiled.
    fn read(&self) {
        self.front().stopped = false;
    }

    /// The input runs, on this goroutine.
    fn begin(&self, control: Control, goroutine: u64) {
        let mut front = self.front();
        front.running = Some((control, goroutine));
        if front.stopped {
            front.kill();
        }
    }

    /// It has ended. Whether it was stopped.
    fn end(&self) -> bool {
        let mut front = self.front();
        front.running = None;
        front.stopped
    }

    /// Ends it where it is, or as soon as it begins.
    pub fn stop(&self) {
        let mut front = self.front();
        front.stopped = true;
        front.kill();
    }
}

impl Front {
    fn kill(&self) {
        if let Some((control, goroutine)) = self.running.clone() {
            // Killing waits for the workers, which may wait for whoever looks here.
            std::thread::spawn(move || control.kill(goroutine));
        }
    }
}

/// Inputs that had mistakes, and that failed.
const MISTAKE: u8 = 1;
const FAILED: u8 = 2;

/// The reader's counterpart.
pub struct Shell {
    session: Rc<RefCell<Session>>,
    make: Box<dyn Fn() -> Session>,
    voice: Box<dyn Voice>,
    foreground: Foreground,
    /// What the worst input so far has come to.
    status: u8,
}

impl Shell {
    /// A shell with a new session; `:reset` makes another one.
    pub fn new(make: Box<dyn Fn() -> Session>, voice: Box<dyn Voice>) -> Shell {
        let session = Rc::new(RefCell::new(make()));
        Shell { session, make, voice, foreground: Foreground::default(), status: 0 }
    }

    /// The session, which changes under whoever keeps it.
    pub fn session(&self) -> Rc<RefCell<Session>> {
        self.session.clone()
    }

    /// What runs right now.
    pub fn foreground(&self) -> Foreground {
        self.foreground.clone()
    }

    /// Does what an input asks for.
    pub fn perform(&mut self, input: &str) -> Next {
        match input.trim_start().strip_prefix(':') {
            None => self.run(input),
            Some(line) => match command::parse(line) {
                Ok(command) => self.command(command),
                Err(message) => self.wrong(&message),
            },
        }
    }

    /// Ends the session: the exit status of a shell whose inputs have all been run.
    pub fn close(&mut self) -> ExitCode {
        self.session.borrow_mut().close();
        ExitCode::from(self.status)
    }

    fn control(&self) -> Control {
        self.session.borrow().control()
    }

    fn command(&mut self, command: Command) -> Next {
        match command {
            Command::Help => self.voice.say(&command::help()),
            Command::Type(text) => return self.show_type(&text),
            Command::Doc(name) => match doc::document(&name, Path::new(".")) {
                Ok(text) => self.voice.say(&text),
                Err(message) => return self.wrong(&message),
            },
            Command::Time(text) => return self.time(&text),
            Command::Goroutines => {
                let all = self.control().goroutines().unwrap_or_default();
                self.voice.say(&goroutines::list(&all));
            }
            Command::Why(id) => {
                let all = self.control().goroutines().unwrap_or_default();
                match goroutines::why(&all, id) {
                    Ok(text) => self.voice.say(&text),
                    Err(message) => return self.wrong(&message),
                }
            }
            Command::Kill(id) => match self.control().kill(id) {
                Some(true) => self.voice.say(&format!("goroutine {id} ends\n")),
                _ => return self.wrong(&format!("there is no goroutine {id}")),
            },
            Command::Load(file) => return self.load(&file),
            Command::Save(file) => {
                let script = self.session.borrow().script();
                match std::fs::write(&file, script) {
                    Ok(()) => self.voice.say(&format!("written to {file}\n")),
                    Err(error) => return self.wrong(&format!("cannot write {file}: {}", reason(&error))),
                }
            }
            Command::Reset => *self.session.borrow_mut() = (self.make)(),
            Command::Dump(stage, text) => {
                let checking = self.session.borrow().check(&text);
                if !checking.has_no_errors() {
                    return self.mistaken(&checking.map, &checking.diagnostics);
                }
                self.voice.say(&checking.dump(stage));
            }
            Command::Quit => return Next::Leave,
        }
        Next::Input
    }

    fn show_type(&mut self, text: &str) -> Next {
        let checking = self.session.borrow().check(text);
        match checking.value_types() {
            Some(types) if types.is_empty() => self.voice.say("no value\n"),
            Some(types) if types.len() == 1 => self.voice.say(&format!("{}\n", types[0])),
            Some(types) => self.voice.say(&format!("({})\n", types.join(", "))),
            None if checking.has_no_errors() => return self.wrong("this is no expression"),
            None => return self.mistaken(&checking.map, &checking.diagnostics),
        }
        Next::Input
    }

    fn time(&mut self, text: &str) -> Next {
        let used = |control: Control| control.usage().unwrap_or_default();
        let before = used(self.control());
        let start = Instant::now();
        let next = self.run(text);
        if let Next::Input = next {
            let (time, after) = (start.elapsed(), used(self.control()));
            let bytes = after.allocated_bytes.saturating_sub(before.allocated_bytes);
            let goroutines = after.goroutines.saturating_sub(before.goroutines).saturating_sub(1);
            let started = match goroutines {
                0 => String::new(),
                1 => ", 1 goroutine started".to_string(),
                n => format!(", {n} goroutines started"),
            };
            self.voice.say(&format!("{}, {} allocated{started}\n", duration(time), size(bytes)));
        }
        next
    }

    fn load(&mut self, file: &str) -> Next {
        let text = match std::fs::read(file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return self.wrong(&format!("cannot read {file}: {}", reason(&error))),
        };
        let next = self.run(&text);
        // A program's own main is what running it means.
        let checking = self.session.borrow().check("main()");
        let is_program = text.lines().any(|line| line.starts_with("package "));
        match next {
            Next::Input if is_program && checking.has_no_errors() => self.run("main()"),
            next => next,
        }
    }

    fn run(&mut self, text: &str) -> Next {
        self.foreground.read();
        let started = self.session.borrow_mut().start(text);
        let running = match started {
            Ok(running) => running,
            Err(Mistakes { map, diagnostics, problem: None }) => {
                let next = self.mistaken(&map, &diagnostics);
                if let Some(command) = command::meant(text) {
                    self.voice.complain(&format!("did you mean :{command}?\n"));
                }
                return next;
            }
            // A goroutine in the background has ended it, or a limit.
            Err(Mistakes { problem: Some(InputError::Ended), .. }) => return self.ended(),
            Err(Mistakes { problem: Some(problem), .. }) => return self.wrong(&problem.to_string()),
        };
        self.report(&running.map, &running.warnings);
        running.notes.iter().for_each(|note| self.voice.complain(&format!("note: {note}\n")));
        let ending = self.wait(&running);
        self.session.borrow_mut().note_ending(ending);
        match ending {
            Some(InputEnding::Returned | InputEnding::Exited) => {}
            Some(InputEnding::Failed | InputEnding::Deadlock) => self.status = self.status.max(FAILED),
            None => return self.ended(),
        }
        Next::Input
    }

    /// The session has ended by itself.
    fn ended(&self) -> Next {
        let outcome = self.session.borrow_mut().wait();
        Next::Ended(ExitCode::from(outcome.exit_status() as u8))
    }

    fn wait(&self, running: &RunningInput) -> Option<InputEnding> {
        self.foreground.begin(self.control(), running.goroutine);
        let ending = running.wait();
        if self.foreground.end() {
            self.voice.complain("stopped\n");
        }
        ending
    }

    fn report(&self, map: &SourceMap, diagnostics: &[Diagnostic]) {
        let style = if self.voice.full_diagnostics() { Style::Full } else { Style::Short };
        let look = Look { style, color: self.voice.color(), errors_max: None };
        self.voice.complain(&render(map, diagnostics, look));
    }

    fn mistaken(&mut self, map: &SourceMap, diagnostics: &[Diagnostic]) -> Next {
        self.report(map, diagnostics);
        self.status = self.status.max(MISTAKE);
        Next::Input
    }

    fn wrong(&mut self, message: &str) -> Next {
        self.voice.complain(&format!("{message}\n"));
        self.status = self.status.max(MISTAKE);
        Next::Input
    }
}

/// As messages of the system end with it.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

fn duration(time: Duration) -> String {
    match time.as_nanos() {
        0..1_000_000 => format!("{:.0}µs", time.as_secs_f64() * 1e6),
        1_000_000..1_000_000_000 => format!("{:.1}ms", time.as_secs_f64() * 1e3),
        _ => format!("{:.2}s", time.as_secs_f64()),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
