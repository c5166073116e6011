//! `cargo xtask bench [ROUNDS] [WORDS…]`: the programs under `benches`, compiled by Go and run by
//! burrow and by whatever other interpreters are installed and have the program in their language
//! beside it. Runs are interleaved, and the least CPU time of each counts, so that what else the
//! machine does disturbs all of them alike and little. Prints a table of ratios to compiled Go.
//! WORDS select programs by a part of their name.

use crate::process::root;
use crate::program::programs;
use crate::{report, run};
use nix::sys::resource::{UsageWho, getrusage};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Rounds unless the command line says otherwise.
const ROUNDS: u32 = 5;
/// Interpreters of other languages: command and extension of their programs.
const PEERS: &[(&str, &str)] = &[("lua5.4", "lua"), ("luajit", "lua"), ("python3", "py")];

/// Runs the benchmarks; false when something cannot be run or prints something else than Go.
pub fn bench(arguments: &[String]) -> bool {
    let go = std::env::var("GO").unwrap_or_else(|_| "go".into());
    if !run("cargo", &["build", "--release", "--package", "burrow"], &[]) {
        return false;
    }
    let rounds = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let words: Vec<&String> = arguments.iter().filter(|word| word.parse::<u32>().is_err()).collect();
    let mut good = true;
    for group in ["compute", "concurrency"] {
        let folder = root().join("benches").join(group);
        let mut table = Table::new(group);
        for program in programs(&folder) {
            let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if !words.is_empty() && !words.iter().any(|word| name.contains(word.as_str())) {
                continue;
            }
            match measure(&go, &program, rounds) {
                Some(times) => table.row(&name, &times),
                None => good = false,
            }
        }
        table.end();
    }
    good
}

/// Names of what runs programs: burrow, then its peers.
fn runners() -> Vec<&'static str> {
    ["burrow"].into_iter().chain(PEERS.iter().map(|(name, _)| *name)).collect()
}

/// How a runner runs a program; nothing if there is no such program in its language.
fn command(runner: usize, program: &Path) -> Option<Command> {
    let (mut command, file) = match runner.checked_sub(1) {
        None => {
            let mut command = Command::new(root().join("target/release/burrow"));
            command.arg("run");
            (command, program.to_path_buf())
        }
        Some(peer) => (Command::new(PEERS[peer].0), program.with_extension(PEERS[peer].1)),
    };
    command.arg(&file);
    file.exists().then_some(command)
}

/// Least CPU seconds: Go's, then each runner's (nothing where it cannot run the program).
fn measure(go: &str, program: &Path, rounds: u32) -> Option<Vec<Option<f64>>> {
    let binary = compiled(go, program)?;
    let expected = output(&mut Command::new(&binary))?;
    let runners = runners();
    let mut best = vec![None; 1 + runners.len()];
    for _ in 0..rounds {
        note(&mut best[0], cpu_seconds(&mut Command::new(&binary), &expected));
        for index in 0..runners.len() {
            let Some(mut command) = command(index, program) else { continue };
            let seconds = cpu_seconds(&mut command, &expected);
            if index == 0 && seconds.is_none() {
                report(&format!("{}: burrow prints something else than Go", program.display()));
                return None;
            }
            note(&mut best[index + 1], seconds);
        }
    }
    Some(best)
}

fn note(best: &mut Option<f64>, seconds: Option<f64>) {
    if let Some(seconds) = seconds {
        *best = Some(best.map_or(seconds, |best| best.min(seconds)));
    }
}

/// Compiles a program with Go.
fn compiled(go: &str, program: &Path) -> Option<PathBuf> {
    let folder = root().join("target/benches");
    std::fs::create_dir_all(&folder).ok()?;
    let binary = folder.join(program.file_stem()?);
    let built = Command::new(go).arg("build").arg("-o").arg(&binary).arg(program).status();
    if built.is_ok_and(|status| status.success()) {
        return Some(binary);
    }
    report(&format!("{}: cannot be compiled with {go}", program.display()));
    None
}

fn output(command: &mut Command) -> Option<Vec<u8>> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// CPU time of a run, user and system, if it prints what is expected.
fn cpu_seconds(command: &mut Command, expected: &[u8]) -> Option<f64> {
    let before = children_seconds()?;
    let printed = output(command)?;
    let after = children_seconds()?;
    (printed == expected).then_some(after - before)
}

fn children_seconds() -> Option<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let times = [usage.user_time(), usage.system_time()];
    Some(times.iter().map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6).sum())
}

/// A table in Markdown, with a last line of geometric means.
struct Table {
    /// Ratios to Go by runner.
    ratios: Vec<Vec<f64>>,
}

impl Table {
    fn new(group: &str) -> Table {
        let names = runners();
        print(&format!("\n| {group} | go, ms | {} |", names.join(" | ")));
        print(&format!("|---|---:|{}", "---:|".repeat(names.len())));
        Table { ratios: vec![Vec::new(); names.len()] }
    }

    fn row(&mut self, name: &str, times: &[Option<f64>]) {
        let Some((Some(go), others)) = times.split_first() else { return };
        let mut line = format!("| {name} | {:.0} |", go * 1000.0);
        for (ratios, seconds) in self.ratios.iter_mut().zip(others) {
            match seconds {
                Some(seconds) => {
                    ratios.push(seconds / go);
                    line += &format!(" {:.2} |", seconds / go);
                }
                None => line += " |",
            }
        }
        print(&line);
    }

    fn end(self) {
        let mean = |ratios: &Vec<f64>| {
            let logarithms: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
            match ratios.len() {
                0 => String::new(),
                count => format!("{:.2}", (logarithms / count as f64).exp()),
            }
        };
        let means: Vec<String> = self.ratios.iter().map(mean).collect();
        print(&format!("| geometric mean | | {} |", means.join(" | ")));
    }
}

#[allow(clippy::print_stdout)] // the table is what the task is for
fn print(line: &str) {
    println!("{line}");
}
