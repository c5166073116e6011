//! What people see on a terminal besides Go's own output: a line that says which packages are being
//! tested, and colour.

use super::flags::Flags;
use crate::output;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

/// The line about packages under way; shown on a terminal when several are tested without -v.
pub struct Progress {
    shown: bool,
    count: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    done: usize,
    running: Vec<String>,
}

impl Progress {
    pub fn new(count: usize, flags: &Flags) -> Progress {
        let quiet = flags.verbose || flags.json || flags.bench || flags.list || flags.targets.is_empty();
        let shown = !quiet && std::io::stderr().is_terminal() && std::io::stdout().is_terminal();
        Progress { shown, count, state: Mutex::default() }
    }

    pub fn begin(&self, name: &str) {
        self.change(|state| state.running.push(name.to_string()));
    }

    pub fn end(&self, name: &str) {
        self.change(|state| {
            state.done += 1;
            state.running.retain(|running| running != name);
        });
    }

    /// Takes the line away, so that something else can be printed.
    pub fn clear(&self) {
        if self.shown {
            output::error("\r\x1b[K");
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        if self.shown {
            let line = format!("[{}/{}] {}", state.done, self.count, state.running.join(" "));
            let line: String = line.chars().take(78).collect();
            output::error(&format!("\r\x1b[K{line}"));
        }
    }
}

/// Colours the lines of results, on a terminal only.
pub fn paint(text: &str) -> String {
    if !output::color_of(&std::io::stdout()) {
        return text.to_string();
    }
    let paint_line = |line: &str| {
        let color = match line.trim_start() {
            line if line.starts_with("FAIL") || line.starts_with("--- FAIL") => "31",
            line if line.starts_with("ok  \t") || line.starts_with("--- PASS") => "32",
            line if line.starts_with("--- SKIP") || line.starts_with("?   \t") => "33",
            _ => return line.to_string(),
        };
        let content = line.trim_end_matches('\n');
        format!("\x1b[{color}m{content}\x1b[0m{}", &line[content.len()..])
    };
    text.split_inclusive('\n').map(paint_line).collect()
}
