//! `burrow fmt`: lays out files as gofmt does, in place. Exit status 1 when a file cannot be read
//! or is not Go, and, with `--check` or `--diff`, when one would change.

use crate::arguments::FormatArguments;
use crate::{files, output};
use burrow_lang::format::{Unreadable, format};
use similar::TextDiff;
use std::path::Path;
use std::process::ExitCode;

/// What a run of the command came to.
#[derive(Default)]
struct Tally {
    failed: bool,
    changed: bool,
}

/// Formats what the arguments name.
pub fn perform(arguments: &FormatArguments) -> ExitCode {
    let mut tally = Tally::default();
    for name in &arguments.files {
        match files::go_files(name) {
            Ok(found) => {
                for (name, bytes) in found {
                    format_file(arguments, &name, bytes, &mut tally);
                }
            }
            Err(message) => {
                output::error(&format!("burrow: {message}\n"));
                tally.failed = true;
            }
        }
    }
    let judged = arguments.check || arguments.diff;
    if tally.failed || (judged && tally.changed) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn format_file(arguments: &FormatArguments, name: &str, bytes: Vec<u8>, tally: &mut Tally) {
    let Ok(text) = String::from_utf8(bytes) else {
        output::error(&format!("burrow: {name}: invalid UTF-8 encoding\n"));
        tally.failed = true;
        return;
    };
    let formatted = match format(name, &text) {
        Ok(formatted) => formatted,
        Err(Unreadable { map, diagnostics }) => {
            output::diagnostics(&map, &diagnostics, arguments.diagnostics, None);
            tally.failed = true;
            return;
        }
    };
    let changed = formatted != text;
    tally.changed |= changed;
    if arguments.diff {
        let diff = TextDiff::from_lines(&text, &formatted);
        let header = (format!("{name}.orig"), name.to_string());
        output::print(&diff.unified_diff().header(&header.0, &header.1).to_string());
    } else if name == files::STANDARD_INPUT && !arguments.check {
        output::print(&formatted);
    } else if changed {
        if !arguments.check
            && let Err(error) = write(Path::new(name), &formatted)
        {
            output::error(&format!("burrow: cannot write {name}: {error}\n"));
            tally.failed = true;
            return;
        }
        output::print(&format!("{name}\n"));
    }
}

/// Replaces a file at once: whoever reads it meanwhile sees the old text or the new one.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    // Through a link its target is replaced, not the link.
    let path = path.canonicalize()?;
    let temporary = path.with_extension(format!("go.{}.tmp", std::process::id()));
    std::fs::write(&temporary, text)?;
    let permissions = std::fs::metadata(&path)?.permissions();
    let replaced =
        std::fs::set_permissions(&temporary, permissions).and_then(|()| std::fs::rename(&temporary, &path));
    if replaced.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&temporary);
    }
    replaced
}
