//! Inputs from a terminal: lines are edited, completed and kept in a history; Ctrl-C stops what runs.

use super::assist::Assistant;
use super::screen::Screen;
use super::shell::{Foreground, Next, Shell, Voice};
use super::{Bounds, new_session};
use crate::output;
use burrow_vm::streams::{Sink, Source, Streams};
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Editor};
use std::path::PathBuf;
use std::process::ExitCode;

const PROMPT: &str = "> ";
/// Inputs that the history keeps.
const HISTORY_MAX: usize = 10_000;

type LineEditor = Editor<Assistant, FileHistory>;

impl Voice for Screen {
    fn say(&self, text: &str) {
        self.print(text);
    }
    fn complain(&self, text: &str) {
        self.print(text);
    }
    fn full_diagnostics(&self) -> bool {
        true
    }
    fn color(&self) -> bool {
        output::color_of(&std::io::stdout())
    }
}

/// Reads and performs inputs until the user leaves.
pub fn run(bounds: Bounds) -> ExitCode {
    match talk(bounds) {
        Ok(status) => status,
        Err(error) => {
            output::error(&format!("burrow: the terminal cannot be used: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn talk(bounds: Bounds) -> rustyline::Result<ExitCode> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .history_ignore_dups(true)?
        .history_ignore_space(true)
        .max_history_size(HISTORY_MAX)?
        .bracketed_paste(true)
        .tab_stop(4)
        .build();
    let mut editor: LineEditor = Editor::with_config(config)?;
    editor.set_auto_add_history(false);
    let screen = Screen::new(editor.create_external_printer()?);
    let streams = screen.clone();
    let make = move || {
        let streams = Streams {
            input: Source::Process,
            output: Sink::to(streams.clone()),
            error: Sink::to(streams.clone()),
        };
        new_session(streams, &bounds)
    };
    let mut shell = Shell::new(Box::new(make), Box::new(screen.clone()));
    stop_on_interrupt(shell.foreground());
    editor.set_helper(Some(Assistant::new(shell.session())));
    let history = history_file();
    if let Some(file) = &history {
        // The first time there is none.
        let _ = editor.load_history(file);
    }
    screen.print(concat!("burrow ", env!("CARGO_PKG_VERSION"), ", :help for help, Ctrl-D to leave\n"));
    loop {
        screen.begin_editing();
        let line = editor.readline(&(PROMPT, "\x1b[1;32m> \x1b[0m"));
        screen.end_editing();
        match line {
            Ok(input) => {
                if !input.trim().is_empty() {
                    editor.add_history_entry(input.trim_end())?;
                    if let Some(file) = &history {
                        // A history that cannot be kept is no reason to stop.
                        let _ = editor.append_history(file);
                    }
                }
                match shell.perform(&input) {
                    Next::Input => {}
                    Next::Leave => break,
                    Next::Ended(status) => return Ok(status),
                }
            }
            // Ctrl-C drops what stands there.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error),
        }
    }
    shell.close();
    Ok(ExitCode::SUCCESS)
}

/// While an input runs, the terminal makes Ctrl-C a signal: it ends that input's goroutine.
fn stop_on_interrupt(foreground: Foreground) {
    // There is no other handler.
    let _ = ctrlc::set_handler(move || foreground.stop());
}

/// In the user's folder for state, which is made if need be.
fn history_file() -> Option<PathBuf> {
    let var = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = var("XDG_STATE_HOME").or_else(|| Some(var("HOME")?.join(".local/state")))?;
    let folder = state.join("burrow");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}
