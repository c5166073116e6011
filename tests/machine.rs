//! Runs Go code in a machine of this process, under the eyes of a host.

use burrow_bytecode::Program;
use burrow_lang::compile::{Options, Sources, compile};
use burrow_lang::load::LibrarySource;
use burrow_vm::control::Control;
use burrow_vm::native::Native;
use burrow_vm::streams::{Sink, Source, Streams};
use burrow_vm::{Machine, MachineOptions, Outcome, scheduler};
use std::borrow::Cow;
use std::io::Write;

use std::sync::{Arc, Mutex, mpsc};

/// Numbers of workers that everything must work with.
pub const WORKERS: [usize; 3] = [1, 2, 4];

struct Library;

impl Sources for Library {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        burrow_stdlib::sources::package(path).map(LibrarySource::Stored)
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        burrow_stdlib::sources::paths()
    }
}

/// Collects what is written, and tells of each line.
#[derive(Clone)]
struct Written {
    text: Arc<Mutex<String>>,
    lines: mpsc::Sender<String>,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let piece = String::from_utf8_lossy(bytes);
        self.text.lock().expect("no panic").push_str(&piece);
        for line in piece.lines() {
            let _ = self.lines.send(line.to_string());
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A program from its text.
pub fn program(code: &str) -> Arc<Program> {
    let files = vec![("script.go".to_string(), code.as_bytes().to_vec())];
    let compilation = compile(files, &Library, &Options::default());
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|d| &*d.message).collect();
    Arc::new(compilation.program.unwrap_or_else(|| panic!("{messages:?}")))
}

/// Runs a program; `host` gets the control and the lines as they are written, on another thread.
/// What was written comes back with the outcome.
pub fn run(
    program: &Arc<Program>,
    workers: usize,
    change: impl FnOnce(&mut MachineOptions),
    host: impl FnOnce(Control, mpsc::Receiver<String>) + Send + 'static,
) -> (Outcome, String) {
    let (lines, written_lines) = mpsc::channel();
    let text = Arc::new(Mutex::new(String::new()));
    let out = Written { text: text.clone(), lines };
    let streams = Streams {
        input: Source::from(std::io::empty()),
        output: Sink::to(out.clone()),
        error: Sink::to(out),
    };
    let scheduler = scheduler::Options { workers: Some(workers), ..scheduler::Options::default() };
    let mut options = MachineOptions { streams, scheduler, ..MachineOptions::default() };
    change(&mut options);
    let natives: Vec<Native> = burrow_stdlib::natives().copied().collect();
    let machine = Machine::new(program.clone(), &natives, options).expect("the machine is made");
    let control = machine.control();
    let host = std::thread::spawn(move || host(control, written_lines));
    let outcome = machine.run();
    host.join().expect("the host's thread ends");
    let text = text.lock().expect("no panic").clone();
    (outcome, text)
}
