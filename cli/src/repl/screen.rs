//! What programs and the shell write while a line is being edited: it must not tear the line, so it
//! goes through the editor then, by a thread of its own, since an editor that does not listen right
//! now would hold up goroutines.

use rustyline::ExternalPrinter;
use std::io::{self, Write};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// The terminal, shared by all who write. Clones are the same screen.
#[derive(Clone)]
pub struct Screen {
    state: Arc<Mutex<State>>,
}

struct State {
    /// A line is being edited: others write above it.
    editing: bool,
    /// The cursor stands at the start of a line.
    fresh: bool,
    /// A line that has been begun while another one is edited.
    begun: Vec<u8>,
    above: Sender<String>,
}

impl Screen {
    /// A screen whose editor prints with `printer`.
    pub fn new(mut printer: impl ExternalPrinter + Send + 'static) -> Screen {
        let (above, lines) = channel::<String>();
        std::thread::spawn(move || {
            // When the editor has gone there is nobody to tell.
            while let Ok(text) = lines.recv()
                && printer.print(text).is_ok()
            {}
        });
        let state = State { editing: false, fresh: true, begun: Vec::new(), above };
        Screen { state: Arc::new(Mutex::new(state)) }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A line is about to be edited, on a line of its own.
    pub fn begin_editing(&self) {
        let mut state = self.state();
        if !state.fresh {
            let _ = write_now(b"\n");
            state.fresh = true;
        }
        state.editing = true;
    }

    /// The line is whole.
    pub fn end_editing(&self) {
        let mut state = self.state();
        state.editing = false;
        state.fresh = true;
        let begun = std::mem::take(&mut state.begun);
        let _ = state.write(&begun);
    }

    /// Writes text.
    pub fn print(&self, text: &str) {
        // A terminal that has gone ends the editor too.
        let _ = self.state().write(text.as_bytes());
    }
}

impl State {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(&last) = bytes.last() else { return Ok(()) };
        if !self.editing {
            self.fresh = last == b'\n';
            return write_now(bytes);
        }
        self.begun.extend_from_slice(bytes);
        if let Some(end) = self.begun.iter().rposition(|&byte| byte == b'\n') {
            let lines: Vec<u8> = self.begun.drain(..=end).collect();
            let _ = self.above.send(String::from_utf8_lossy(&lines).into_owned());
        }
        Ok(())
    }
}

fn write_now(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.state().write(bytes)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
