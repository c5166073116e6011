//! `cargo xtask oracle`: asks a real Go what each test program, regression and example does, and
//! compares. A test's own expectation must hold for Go, and burrow and Go must do the same: standard
//! output, exit status, the first lines of standard error, for programs that are refused the
//! diagnostics by line and words. Scripts are not Go and stand aside.

use crate::expectation::{self, Expectation, Outcome};
use crate::go::Go;
use crate::process;
use crate::program;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Time for one program.
const LIMIT: Duration = Duration::from_secs(60);

/// Compares all programs; differences are told.
pub fn oracle() -> bool {
    let Some(go) = Go::find() else {
        crate::report("no go: set GO to the go tool");
        return false;
    };
    if !crate::run("cargo", &["build", "--release", "--package", "burrow"], &[]) {
        return false;
    }
    let programs: Vec<PathBuf> = ["tests/programs", "tests/regression", "examples"]
        .iter()
        .flat_map(|folder| program::programs(&process::root().join(folder)))
        .collect();
    let (next, compared) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let differences = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let Some(verdict) = compare(&go, program) else { continue };
                    compared.fetch_add(1, Ordering::Relaxed);
                    if let Err(why) = verdict {
                        differences.lock().expect("no thread panics").push((program.clone(), why));
                    }
                }
            });
        }
    });
    tell(differences.into_inner().expect("no thread panics"), compared.into_inner())
}

fn tell(mut differences: Vec<(PathBuf, String)>, compared: usize) -> bool {
    differences.sort();
    let root = process::root();
    for (program, why) in &differences {
        crate::report(&format!("{}: {why}\n", program.strip_prefix(&root).unwrap_or(program).display()));
    }
    crate::report(&format!("{} of {compared} programs agree with Go", compared - differences.len()));
    differences.is_empty()
}

/// Nothing where a program is no business of Go's.
fn compare(go: &Go, program: &Path) -> Option<Result<(), String>> {
    let sources = program::sources(program);
    let source: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    // The go tool would look for modules outside the standard library elsewhere.
    let foreign = source.contains("\"golang.org/x/");
    if foreign || !source.lines().any(|line| line.starts_with("package ")) {
        return None;
    }
    let theirs = go.outcome(program, &source, LIMIT);
    if theirs.status == process::TIMED_OUT {
        return None; // it waits for what this machine lacks, a network
    }
    let marks = expectation::expectation(&sources);
    let ours = burrow_outcome(program, if marks.errors.is_empty() { "run" } else { "check" });
    if program.starts_with(process::root().join("examples")) {
        return Some(agree(&source, &marks, &without_durations(ours), &without_durations(theirs)));
    }
    let loading_failed = theirs.stderr.starts_with("package ");
    if (program.is_dir() || loading_failed) && !marks.errors.is_empty() {
        return Some(agree_on_packages(&ours.stderr, &theirs.stderr));
    }
    if let Err(why) = expectation::judge(&marks, &theirs) {
        return Some(Err(format!("Go does not what the program says: {why}")));
    }
    Some(agree(&source, &marks, &ours, &theirs))
}

/// `check` shows all mistakes, `run` the first ones.
fn burrow_outcome(program: &Path, how: &str) -> Outcome {
    let relative = program.strip_prefix(process::root()).unwrap_or(program);
    let place = process::scratch("oracle").join(relative.display().to_string().replace('/', "-"));
    let mut command = Command::new(process::burrow());
    command.args([how, "--diagnostics=short"]).args(program::arguments(program));
    if program.is_dir() {
        command.current_dir(program);
    }
    process::run(&mut command, &place, LIMIT)
}

/// Go stops at the first package with mistakes, and tells of packages that it cannot load in a form of
/// its own: all that it says must be among what burrow says.
fn agree_on_packages(ours: &str, theirs: &str) -> Result<(), String> {
    let told = |line: &str| {
        let line = line.trim();
        let after_place = line.split_once(".go:").and_then(|(_, rest)| rest.splitn(3, [':', ' ']).nth(2));
        let after_import = line.strip_prefix("imports ").and_then(|rest| rest.split_once(": "));
        let text = after_place.or(after_import.map(|(_, text)| text)).unwrap_or(line);
        text.rsplit_once(" (/").map_or(text, |(text, _)| text).trim().to_string()
    };
    let header = |line: &&str| !line.starts_with("# ") && !line.starts_with("package ");
    match theirs.lines().filter(header).map(told).find(|text| !ours.contains(text.as_str())) {
        Some(missing) => Err(format!("Go says {missing:?}\n{ours}")),
        None => Ok(()),
    }
}

fn agree(source: &str, marks: &Expectation, ours: &Outcome, theirs: &Outcome) -> Result<(), String> {
    if !marks.errors.is_empty() {
        let sorted = |outcome: &Outcome| {
            let mut diagnostics = expectation::diagnostics(&outcome.stderr);
            for (file, _, message) in &mut diagnostics {
                (*file, *message) = (without_folders(file), without_folders(message));
            }
            diagnostics.sort();
            diagnostics
        };
        return same("diagnostics", sorted(ours), sorted(theirs));
    }
    let header: Vec<&str> = source.lines().take_while(|l| l.starts_with("//")).collect();
    let open = marks.unordered || header.join(" ").replace("// ", "").contains("any order");
    let lines = |outcome: &Outcome| {
        let mut lines: Vec<String> = outcome.stdout.lines().map(String::from).collect();
        if open {
            lines.sort();
        }
        lines
    };
    same("exit status", ours.status, theirs.status)?;
    same("standard output", lines(ours), lines(theirs))?;
    same("standard error", head(&ours.stderr), head(&theirs.stderr))
}

/// Words that are paths, by the file's name.
fn without_folders(message: &str) -> String {
    let name = |word: &str| match word.contains(".go") {
        true => word.rsplit('/').next().unwrap_or_default().trim_matches(['(', ')']).to_string(),
        false => word.to_string(),
    };
    message.split(' ').map(name).collect::<Vec<_>>().join(" ")
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, theirs: T) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what}\n  burrow {ours:?}\n  Go     {theirs:?}")) }
}

/// Standard error up to where the goroutines' stacks begin, without the lines in which the runtime
/// tells addresses.
fn head(stderr: &str) -> Vec<&str> {
    stderr
        .lines()
        .take_while(|line| !line.starts_with("goroutine ") && !line.starts_with("runtime stack:"))
        .filter(|line| !line.is_empty() && !line.starts_with("[signal ") && !line.starts_with("runtime: "))
        .collect()
}

/// Examples tell how long something took: durations become equal, and so does the width of columns.
fn without_durations(mut outcome: Outcome) -> Outcome {
    let masked = |line: &str| {
        line.split_whitespace().map(|w| if is_duration(w) { "D" } else { w }).collect::<Vec<_>>().join(" ")
    };
    outcome.stdout = outcome.stdout.lines().map(masked).collect::<Vec<_>>().join("\n");
    outcome
}

fn is_duration(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.ends_with('s') && word.trim_end_matches(['n', 'µ', 'm', 's']).parse::<f64>().is_ok()
}
