//! A real Go, where one is installed (`$GO`, or `go`): the oracle. What it does with a program is kept
//! under `target/oracle`, by the program's text and Go's version, and not asked twice.

use crate::expectation::Outcome;
use crate::process;
use crate::program;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Seconds in which Go must have built a program.
const BUILD_LIMIT: Duration = Duration::from_secs(120);

pub struct Go {
    command: String,
    version: String,
    folder: PathBuf,
}

impl Go {
    /// The installed Go, if there is one.
    pub fn find() -> Option<Go> {
        let command = std::env::var("GO").unwrap_or_else(|_| "go".into());
        let output = Command::new(&command).arg("version").output().ok()?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_string();
        output.status.success().then(|| Go { command, version, folder: process::scratch("oracle") })
    }

    /// Builds and runs a program. A program that does not compile ends with status 1 and has the
    /// compiler's diagnostics, all of them, as its standard error.
    pub fn outcome(&self, program: &Path, source: &str, limit: Duration) -> Outcome {
        let mut hasher = DefaultHasher::new();
        (source, &self.version, program.file_name()).hash(&mut hasher);
        let place = self.folder.join(format!("{:016x}", hasher.finish()));
        if let Some(kept) = recall(&place) {
            return kept;
        }
        let outcome = self.ask(program, &place, limit);
        if outcome.status != process::TIMED_OUT {
            keep(&place, &outcome);
        }
        outcome
    }

    /// The same for a program that will not come again.
    pub fn outcome_once(&self, program: &Path, limit: Duration) -> Outcome {
        self.ask(program, &program.with_extension("go-out"), limit)
    }

    fn ask(&self, program: &Path, place: &Path, limit: Duration) -> Outcome {
        let binary = place.with_extension("exe");
        let folder = if program.is_dir() { program } else { &self.folder };
        let arguments = program::arguments(program);
        let mut build = Command::new(&self.command);
        build.args(["build", "-gcflags=-e", "-o"]).arg(&binary).args(arguments.first());
        let built = process::run(build.current_dir(folder), place, BUILD_LIMIT);
        if built.status != 0 {
            return built;
        }
        let mut run = Command::new(&binary);
        run.args(&arguments[1..]).current_dir(folder);
        let outcome = process::run(&mut run, place, limit);
        let _ = std::fs::remove_file(binary);
        outcome
    }
}

/// The parts of a kept outcome: the status and the length of standard output are its first line.
fn keep(place: &Path, outcome: &Outcome) {
    let Outcome { status, stdout, stderr } = outcome;
    let _ =
        std::fs::write(place.with_extension("kept"), format!("{status} {}\n{stdout}{stderr}", stdout.len()));
}

fn recall(place: &Path) -> Option<Outcome> {
    let kept = std::fs::read_to_string(place.with_extension("kept")).ok()?;
    let (head, rest) = kept.split_once('\n')?;
    let (status, length) = head.split_once(' ')?;
    let (stdout, stderr) = rest.split_at_checked(length.parse().ok()?)?;
    Some(Outcome { status: status.parse().ok()?, stdout: stdout.into(), stderr: stderr.into() })
}
