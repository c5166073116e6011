//! `cargo xtask fuzz parse|check|compile|run|differential --seconds N --seed S`: looks for input that
//! burrow does not survive, or that it runs otherwise than Go.
//!
//! The first four change programs of the project at random and hand them to burrow, each stage to its
//! own command, in a process of its own with limits of time and memory; whatever ends other than with
//! burrow's own statuses is a finding. `differential` compares random well-typed programs with a real
//! Go. Findings are written to `target/fuzz`, named by the seed that makes them again.

mod mutate;

use crate::expectation::Outcome;
use crate::generate;
use crate::go::Go;
use crate::process;
use crate::random::Random;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Programs in one process of `burrow check`, which takes several.
const BATCH: usize = 24;

/// Address space of a process under test, in KiB.
const MEMORY_MAX_KIB: usize = 8 << 20;

/// Time for one process.
const LIMIT: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, PartialEq)]
enum Target {
    Parse,
    Check,
    Compile,
    Run,
    Differential,
}

/// What the command line asks for.
struct Plan {
    target: Target,
    seconds: u64,
    seed: u64,
}

pub fn fuzz(arguments: &[String]) -> bool {
    let Some(plan) = plan(arguments) else {
        crate::report(
            "usage: cargo xtask fuzz parse|check|compile|run|differential [--seconds N] [--seed S]",
        );
        return false;
    };
    if !process::burrow().exists()
        && !crate::run("cargo", &["build", "--release", "--package", "burrow"], &[])
    {
        return false;
    }
    let (tried, findings) = match plan.target {
        Target::Differential => differential(&plan),
        _ => mutations(&plan),
    };
    crate::report(&format!("{tried} programs in {} s, {findings} findings", plan.seconds));
    findings == 0
}

fn plan(arguments: &[String]) -> Option<Plan> {
    let target = match arguments.first()?.as_str() {
        "parse" => Target::Parse,
        "check" => Target::Check,
        "compile" => Target::Compile,
        "run" => Target::Run,
        "differential" => Target::Differential,
        _ => return None,
    };
    let mut plan = Plan { target, seconds: 60, seed: 1 };
    for option in arguments[1..].chunks(2) {
        let number = option.get(1)?.parse().ok()?;
        match option[0].as_str() {
            "--seconds" => plan.seconds = number,
            "--seed" => plan.seed = number,
            _ => return None,
        }
    }
    Some(plan)
}

/// Hands changed programs to burrow until the time is over; how many, and how many it did not survive.
fn mutations(plan: &Plan) -> (usize, usize) {
    let folder = process::scratch("fuzz");
    let corpus = mutate::corpus();
    let end = Instant::now() + Duration::from_secs(plan.seconds);
    let (mut tried, mut findings) = (0, 0);
    let batch = if plan.target == Target::Check { BATCH } else { 1 };
    for round in 0.. {
        if Instant::now() >= end {
            break;
        }
        let seed = plan.seed.wrapping_mul(1_000_003).wrapping_add(round);
        let mut random = Random::new(seed);
        let files: Vec<PathBuf> = (0..batch)
            .map(|i| {
                let file = folder.join(format!("{}-{}-{i}.go", arguments(plan.target)[0], plan.seed));
                let _ = std::fs::write(&file, mutate::changed(&corpus, &mut random));
                file
            })
            .collect();
        tried += files.len();
        if survives(plan.target, &files).is_ok() {
            continue;
        }
        for file in &files {
            if let Err(outcome) = survives(plan.target, std::slice::from_ref(file)) {
                findings += 1;
                found(file, &format!("{}-{seed}-{findings}", arguments(plan.target)[0]), &outcome);
            }
        }
    }
    (tried, findings)
}

fn arguments(target: Target) -> &'static [&'static str] {
    match target {
        Target::Parse => &["dump", "ast"],
        Target::Check => &["check", "--diagnostics=short"],
        Target::Compile => &["dump", "bytecode"],
        Target::Run | Target::Differential => &["run"],
    }
}

/// Runs burrow under limits. It may refuse a program, and a program may fail or run for ever; the
/// earlier stages must come to an end.
fn survives(target: Target, files: &[PathBuf]) -> Result<(), Outcome> {
    let limit = if target == Target::Run { LIMIT / 10 } else { LIMIT };
    let outcome = limited(arguments(target), files, limit);
    let ended = match outcome.status {
        process::TIMED_OUT => target == Target::Run,
        status => (0..100).contains(&status),
    };
    let sound = !outcome.stderr.contains("panicked at") && !outcome.stderr.contains("internal error");
    if ended && sound { Ok(()) } else { Err(outcome) }
}

fn limited(arguments: &[&str], files: &[PathBuf], limit: Duration) -> Outcome {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -v {MEMORY_MAX_KIB}; exec \"$@\"")).arg("sh");
    command.arg(process::burrow()).args(arguments).args(files).env("NO_COLOR", "1");
    command.current_dir(process::scratch("fuzz"));
    let place = files.first().map_or_else(|| process::scratch("fuzz"), |f| f.with_extension("out"));
    process::run(&mut command, &place, limit)
}

fn found(file: &Path, name: &str, outcome: &Outcome) {
    let kept = process::scratch("fuzz").join(format!("found-{name}.go"));
    let _ = std::fs::copy(file, &kept);
    let told: Vec<&str> = outcome.stderr.lines().take(3).collect();
    crate::report(&format!("{}: status {}: {}", kept.display(), outcome.status, told.join(" | ")));
}

/// Compares random programs with Go until the time is over. Without a Go, burrow with one worker is
/// compared with burrow with four.
fn differential(plan: &Plan) -> (usize, usize) {
    let go = Go::find();
    let end = Instant::now() + Duration::from_secs(plan.seconds);
    let (mut tried, mut findings) = (0, 0);
    for round in 0.. {
        if Instant::now() >= end {
            break;
        }
        let seed = plan.seed.wrapping_mul(1_000_003).wrapping_add(round);
        let source = generate::program(seed);
        let file = process::scratch("fuzz").join(format!("differential-{}.go", plan.seed));
        let _ = std::fs::write(&file, &source);
        tried += 1;
        let ours = limited(&["run", "--diagnostics=short"], std::slice::from_ref(&file), LIMIT * 3);
        let theirs = match &go {
            Some(go) => go.outcome_once(&file, LIMIT * 3),
            None => limited(&["run"], std::slice::from_ref(&file), LIMIT * 3),
        };
        if ours.status != theirs.status || ours.stdout != theirs.stdout {
            findings += 1;
            found(&file, &format!("differential-{seed}"), &ours);
            crate::report(&first_difference(&ours, &theirs));
        }
    }
    (tried, findings)
}

fn first_difference(ours: &Outcome, theirs: &Outcome) -> String {
    let mut lines = ours.stdout.lines().zip(theirs.stdout.lines()).enumerate();
    match lines.find(|(_, (a, b))| a != b) {
        Some((number, (a, b))) => format!("  line {}\n    burrow {a}\n    Go     {b}", number + 1),
        None => format!("  burrow ends with {}, Go with {}\n{}", ours.status, theirs.status, theirs.stderr),
    }
}
