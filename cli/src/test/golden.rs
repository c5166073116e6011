//! `burrow test --golden DIR`: runs each `FILE.go` below a folder that is not a test and compares what
//! it did with `FILE.out` beside it; `--bless` writes these files instead.

use crate::output;
use burrow::golden::Script;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What came of a script.
enum Verdict {
    Same,
    Blessed,
    Missing,
    /// The difference, as text for the terminal.
    Different(String),
    Unwritable(String),
}

/// Runs all scripts of a folder; fails when one did something else than its file says.
pub fn run(folder: &str, bless: bool) -> ExitCode {
    let scripts = match scripts_below(Path::new(folder)) {
        Ok(scripts) if scripts.is_empty() => return problem(&format!("no scripts in {folder}")),
        Ok(scripts) => scripts,
        Err(error) => return problem(&format!("cannot read {folder}: {error}")),
    };
    let mut failed = 0;
    for (script, verdict) in scripts.iter().zip(run_all(&scripts, bless)) {
        let name = script.display();
        let (line, detail) = match verdict {
            Verdict::Same => (format!("ok  \t{name}\n"), String::new()),
            Verdict::Blessed => (format!("ok  \t{name} [written]\n"), String::new()),
            Verdict::Missing => (
                format!("FAIL\t{name} [no {}: --bless writes it]\n", out_file(script).display()),
                String::new(),
            ),
            Verdict::Different(difference) => (format!("FAIL\t{name}\n"), difference),
            Verdict::Unwritable(error) => (format!("FAIL\t{name} [{error}]\n"), String::new()),
        };
        failed += usize::from(line.starts_with("FAIL"));
        output::print(&super::progress::paint(&line));
        output::print(&detail);
    }
    if failed == 0 {
        return ExitCode::SUCCESS;
    }
    output::print(&super::progress::paint(&format!("FAIL\t{failed} of {} scripts\n", scripts.len())));
    ExitCode::FAILURE
}

fn problem(message: &str) -> ExitCode {
    output::error(&format!("burrow: {message}\n"));
    ExitCode::FAILURE
}

fn scripts_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".go") && !name.ends_with("_test.go") && !name.starts_with(['.', '_']) {
                scripts.push(path);
            }
        }
    }
    scripts.sort();
    Ok(scripts)
}

fn out_file(script: &Path) -> PathBuf {
    script.with_extension("out")
}

/// Verdicts in the order of the scripts; as many run at once as there are processors.
fn run_all(scripts: &[PathBuf], bless: bool) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let verdicts: Mutex<Vec<(usize, Verdict)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..burrow_vm::scheduler::processors().min(scripts.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Relaxed);
                    let Some(script) = scripts.get(index) else { break };
                    let verdict = judge(script, bless);
                    if let Ok(mut verdicts) = verdicts.lock() {
                        verdicts.push((index, verdict));
                    }
                }
            });
        }
    });
    let mut verdicts = verdicts.into_inner().unwrap_or_default();
    verdicts.sort_by_key(|(index, _)| *index);
    verdicts.into_iter().map(|(_, verdict)| verdict).collect()
}

fn judge(script: &Path, bless: bool) -> Verdict {
    let did = Script::file(script).run().to_string();
    let file = out_file(script);
    let expected = std::fs::read_to_string(&file);
    match expected {
        Ok(expected) if expected == did => Verdict::Same,
        _ if bless => match std::fs::write(&file, did) {
            Ok(()) => Verdict::Blessed,
            Err(error) => Verdict::Unwritable(format!("cannot write {}: {error}", file.display())),
        },
        Ok(expected) => Verdict::Different(difference(&expected, &did)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Verdict::Missing,
        Err(error) => Verdict::Unwritable(format!("cannot read {}: {error}", file.display())),
    }
}

/// The lines that differ with three around them; red was expected, green is there.
fn difference(expected: &str, did: &str) -> String {
    let color = output::color_of(&std::io::stdout());
    let diff = TextDiff::from_lines(expected, did);
    let mut out = String::new();
    for group in diff.grouped_ops(3) {
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, code) = match change.tag() {
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
                ChangeTag::Equal => (' ', ""),
            };
            let line = change.value().trim_end_matches('\n');
            let _ = if color && !code.is_empty() {
                writeln!(out, "    \x1b[{code}m{sign}{line}\x1b[0m")
            } else {
                writeln!(out, "    {sign}{line}")
            };
        }
    }
    out
}
