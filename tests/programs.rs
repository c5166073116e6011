//! Runs the programs under `tests/programs` and `tests/regression` and compares what they do with
//! what they say they do. A program states its expectation in Go's own marks, at the end of the
//! file or on the line:
//!
//! * `// Output:` or `// Unordered output:`, then the lines of standard output as comments;
//! * `// ERROR "text"` on a line: the compiler reports an error there that contains the text;
//! * `// panic: text`: standard error contains the line, and the exit status is 2;
//! * `// exit status N`.
//!
//! A folder with a `go.mod` is one program; its marks stand in any of its files. It is run in that
//! folder, as `burrow run .` or with the arguments that a line `// run: ARGUMENTS` gives.
//!
//! A program without a mark prints nothing and ends with status 0. Programs that compile are run
//! with one, two and four workers.

#[allow(dead_code)] // the other functions serve other tests
mod run;

use run::Outcome;
use std::path::Path;

#[derive(Default)]
struct Expectation {
    output: Vec<String>,
    unordered: bool,
    /// Files and lines with the texts of their errors.
    errors: Vec<(String, usize, String)>,
    panics: Vec<String>,
    status: Option<i32>,
}

fn expectation(program: &Path) -> Expectation {
    let mut expected = Expectation::default();
    for (name, source) in run::sources(program) {
        read_marks(&name, &source, &mut expected);
    }
    expected
}

fn read_marks(name: &str, source: &str, expected: &mut Expectation) {
    let mut in_output = false;
    for (number, line) in source.lines().enumerate() {
        let text = line.trim_start();
        if let Some((_, error)) = line.split_once("// ERROR \"") {
            let error = error.rsplit_once('"').map_or(error, |(e, _)| e);
            expected.errors.push((name.to_string(), number + 1, error.to_string()));
        }
        match text.strip_prefix("//").map(|t| t.strip_prefix(' ').unwrap_or(t)) {
            Some("Output:") => in_output = true,
            Some("Unordered output:") => (in_output, expected.unordered) = (true, true),
            Some(comment) if comment.starts_with("panic: ") && !in_output => {
                expected.panics.push(comment.to_string());
            }
            Some(comment) if comment.starts_with("exit status ") => {
                expected.status = comment["exit status ".len()..].trim().parse().ok();
            }
            Some(comment) if in_output => expected.output.push(comment.trim_end().to_string()),
            _ => in_output = false,
        }
    }
}

fn judge(expected: &Expectation, outcome: &Outcome) -> Result<(), String> {
    if !expected.errors.is_empty() {
        return judge_errors(expected, outcome);
    }
    let status = expected.status.unwrap_or(if expected.panics.is_empty() { 0 } else { 2 });
    if outcome.status != status {
        return Err(format!("exit status {}, expected {status}\n{}", outcome.status, outcome.stderr));
    }
    let mut lines: Vec<String> = outcome.stdout.lines().map(|l| l.trim_end().to_string()).collect();
    let mut wanted = expected.output.clone();
    if expected.unordered {
        lines.sort();
        wanted.sort();
    }
    if lines != wanted {
        return Err(format!("output\n{}\nexpected\n{}", lines.join("\n"), wanted.join("\n")));
    }
    match expected.panics.iter().find(|p| !outcome.stderr.contains(p.as_str())) {
        Some(panic) => Err(format!("no {panic:?} in\n{}", outcome.stderr)),
        None => Ok(()),
    }
}

fn judge_errors(expected: &Expectation, outcome: &Outcome) -> Result<(), String> {
    if outcome.status != 1 {
        return Err(format!("exit status {}, expected 1 (a compile error)", outcome.status));
    }
    let reported: Vec<(String, usize, String)> =
        outcome.stderr.lines().filter_map(place_and_message).collect();
    for (file, line, text) in &expected.errors {
        let here = |f: &str, l: usize| f.ends_with(&**file) && l == *line;
        if !reported.iter().any(|(f, l, message)| here(f, *l) && message.contains(text)) {
            return Err(format!("no error {text:?} in {file}, line {line}:\n{}", outcome.stderr));
        }
    }
    for (file, line, message) in &reported {
        if !expected.errors.iter().any(|(f, l, _)| file.ends_with(&**f) && l == line) {
            return Err(format!("unexpected error in {file}, line {line}: {message}"));
        }
    }
    Ok(())
}

/// File, line and message of `file:line:col: message`.
fn place_and_message(line: &str) -> Option<(String, usize, String)> {
    let (file, rest) = line.split_once(".go:")?;
    let mut parts = rest.splitn(3, ':');
    let number = parts.next()?.parse().ok()?;
    parts.next()?.parse::<usize>().ok()?;
    Some((format!("{file}.go"), number, parts.next()?.trim().to_string()))
}

/// Environment variables of a run.
type Variables = &'static [(&'static str, &'static str)];

/// Runs all programs of a folder in each of these environments: what was not as expected, with the
/// command that shows it again.
fn failures(folder: &str, environments: &[Variables]) -> Vec<String> {
    let mut failures = Vec::new();
    for variables in environments {
        let setting: String = variables.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        for (script, outcome) in run::run_all(folder, variables) {
            let expected = expectation(&run::root().join(folder).join(&script));
            if let Err(why) = judge(&expected, &outcome) {
                failures.push(format!("{setting}burrow run {folder}/{script}: {why}"));
            }
        }
    }
    failures
}

fn check(folder: &str) {
    let workers: [Variables; 3] = [&[("GOMAXPROCS", "1")], &[("GOMAXPROCS", "2")], &[("GOMAXPROCS", "4")]];
    let failures = failures(folder, &workers);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn programs_do_what_they_say() {
    check("tests/programs");
}

#[test]
fn regressions_stay_mended() {
    check("tests/regression");
}

/// Rare interleavings made common: goroutines give way and stacks move at every safepoint, and
/// garbage is collected at every allocation.
#[test]
fn concurrent_programs_stand_stress() {
    let environments: [Variables; 4] = [
        &[("GOMAXPROCS", "1"), ("BURROW_STRESS", "preempt,stacks"), ("BURROW_SEED", "1")],
        &[("GOMAXPROCS", "2"), ("BURROW_STRESS", "preempt,stacks"), ("BURROW_SEED", "2")],
        &[("GOMAXPROCS", "4"), ("BURROW_STRESS", "preempt,stacks"), ("BURROW_SEED", "3")],
        &[("GOMAXPROCS", "2"), ("BURROW_STRESS", "gc"), ("BURROW_SEED", "4")],
    ];
    let folders = ["tests/programs/goroutines", "tests/programs/channels"];
    let failures: Vec<String> = folders.iter().flat_map(|folder| failures(folder, &environments)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
