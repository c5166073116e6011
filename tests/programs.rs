//! Runs the programs under `tests/programs` and `tests/regression` and compares what they do with
//! what they say they do (`expectation.rs` has the marks). Programs in which something happens at the
//! same time as something else are run with one, two and four workers, and under stress.

mod expectation;
mod program;
#[allow(dead_code)] // the other functions serve other tests
mod run;

use expectation::{expectation, judge};

/// Environment variables of a run.
type Variables = &'static [(&'static str, &'static str)];

/// What programs with more than one goroutine cannot do without.
const CONCURRENT: &[&str] =
    &["go ", "chan ", "\"sync", "\"time\"", "\"context\"", "\"runtime\"", "golang.org/x/sync"];

/// Folders whose programs are run under stress.
const STRESSED: [&str; 2] = ["tests/programs/goroutines", "tests/programs/types/channels"];

fn sources(folder: &str, script: &str) -> Vec<(String, String)> {
    program::sources(&run::root().join(folder).join(script))
}

fn is_concurrent(sources: &[(String, String)]) -> bool {
    let says = |word: &str| sources.iter().any(|(_, text)| text.contains(word));
    CONCURRENT.iter().any(|word| says(word)) && !says("// ERROR")
}

/// What goes wrong in these programs of a folder, with the command that shows it again.
fn failures(folder: &str, scripts: &[String], variables: Variables) -> Vec<String> {
    let setting: String = variables.iter().map(|(name, value)| format!("{name}={value} ")).collect();
    let outcomes = run::run_these(folder, scripts, variables).into_iter();
    let judged = outcomes.filter_map(|(script, outcome)| {
        let why = judge(&expectation(&sources(folder, &script)), &outcome).err()?;
        Some(format!("{setting}burrow run {folder}/{script}: {why}"))
    });
    judged.collect()
}

fn check(folder: &str) {
    let workers: [Variables; 3] = [&[("GOMAXPROCS", "2")], &[("GOMAXPROCS", "1")], &[("GOMAXPROCS", "4")]];
    let mut scripts = run::scripts(folder);
    let mut found = Vec::new();
    for variables in workers {
        found.extend(failures(folder, &scripts, variables));
        scripts.retain(|script| is_concurrent(&sources(folder, script)));
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
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
    let mut found = Vec::new();
    for folder in STRESSED {
        let scripts = run::scripts(folder);
        assert!(!scripts.is_empty(), "{folder} holds programs");
        environments.iter().for_each(|variables| found.extend(failures(folder, &scripts, variables)));
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
