//! Scripts that want too much (`tests/hostile`): each ends at its limit, with the limit's message and
//! status, under one, two and four workers, and the process that ran them all is as it was.
//!
//! `// Limits: time=100ms memory=32MiB goroutines=100 output=10KiB instructions=1000` in a script's
//! first lines sets its limits, `// Ends: …` is the message; or `// Fatal: …` a fatal error's.

#[allow(dead_code)] // this test has no marks
mod expectation;
#[allow(dead_code)] // the other functions serve other tests
mod machine;
#[allow(dead_code)] // the other functions serve other tests
mod program;
#[allow(dead_code)] // the other functions serve other tests
mod run;

use burrow_vm::Outcome;
use burrow_vm::limits::Limits;
use burrow_vm::streams::Source;
use machine::{WORKERS, program};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// Input that never comes, until the test lets go of the other end.
struct Silence(mpsc::Receiver<()>);

impl Read for Silence {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        let _ = self.0.recv();
        Ok(0)
    }
}

/// The rest of the line that begins with `// NAME: `.
fn mark<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let start = format!("// {name}: ");
    text.lines().find_map(|line| line.strip_prefix(start.as_str()))
}

/// Whether a run ended as its script says.
fn is_right(text: &str, outcome: &Outcome, written: &str) -> bool {
    if let Some(fatal) = mark(text, "Fatal") {
        return outcome.exit_status() == 2 && written.contains(&format!("fatal error: {fatal}\n"));
    }
    let message = format!("burrow: limit reached: {}\n", mark(text, "Ends").unwrap_or("?"));
    let statuses = [
        ("ran longer", 124),
        ("instructions", 123),
        ("of memory", 122),
        ("goroutines", 121),
        ("of output", 120),
    ];
    let status = statuses.into_iter().find(|(part, _)| message.contains(part)).map(|(_, status)| status);
    Some(outcome.exit_status()) == status && written.ends_with(&message)
}

fn limits(text: &str) -> Limits {
    let mut limits = Limits::default();
    for limit in mark(text, "Limits").unwrap_or_default().split_whitespace() {
        let (name, value) = limit.split_once('=').expect("name=value");
        let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number: u64 = digits.parse().expect("a number");
        let scaled = Some(match &value[digits.len()..] {
            "MiB" => number << 20,
            "KiB" => number << 10,
            "s" => number * 1000,
            _ => number,
        });
        match name {
            "time" => limits.time = scaled.map(Duration::from_millis),
            "instructions" => limits.instructions = scaled,
            "memory" => limits.memory = scaled,
            "goroutines" => limits.goroutines = scaled,
            "output" => limits.output = scaled,
            _ => panic!("no such limit: {name}"),
        }
    }
    limits
}

/// Scripts that run at the same time in this process.
const MACHINES_AT_ONCE: usize = 3;

/// Threads of this process.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

/// Bytes of addresses that this process has mapped.
fn mapped() -> u64 {
    let sizes = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    sizes.split(' ').next().and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// Runs a script with each number of workers; what went wrong.
fn judge(name: &str) -> Vec<String> {
    let path = run::root().join("tests/hostile").join(name);
    let text = std::fs::read_to_string(path).expect("a script can be read");
    let (program, limits) = (program(&text), limits(&text));
    let mut wrong = Vec::new();
    for workers in WORKERS {
        let (silent, silence) = mpsc::channel();
        let (outcome, written) = machine::run(
            &program,
            workers,
            |options| {
                options.limits = limits;
                options.streams.input = Source::from(Silence(silence));
            },
            |_, _| {},
        );
        drop(silent);
        if !is_right(&text, &outcome, &written) {
            let written: String = written.chars().take(500).collect();
            wrong.push(format!("{name}, {workers} workers: {:?}\n{written}", outcome.ending));
        }
    }
    wrong
}

#[test]
fn hostile_scripts_end_at_their_limits() {
    let before = threads();
    let (scripts, next) = (run::scripts("tests/hostile"), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..MACHINES_AT_ONCE {
            scope.spawn(|| {
                while let Some(name) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    wrong.lock().expect("no panic").extend(judge(name));
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Idle threads of blocking calls take a moment to leave.
    while threads() > before {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(mapped() < 60 << 30, "a machine's address space is left behind");
}
