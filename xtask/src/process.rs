//! Running other programs: with a time limit, their output through files, so that none of them can
//! block the task or fill its memory.

use crate::expectation::Outcome;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The status of a program that was stopped at its time limit.
pub const TIMED_OUT: i32 = -1000;

/// Characters of each stream that are kept.
const OUTPUT_MAX: usize = 1 << 20;

/// The project's root folder.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

/// A folder for the files of a task, below the build's.
pub fn scratch(name: &str) -> PathBuf {
    let folder = root().join("target").join(name);
    let _ = std::fs::create_dir_all(&folder);
    folder
}

/// The `burrow` that is judged.
pub fn burrow() -> PathBuf {
    std::env::var_os("BURROW").map_or_else(|| root().join("target/release/burrow"), PathBuf::from)
}

/// Runs a command to its end or the limit. The streams go through files named after `place`.
pub fn run(command: &mut Command, place: &Path, limit: Duration) -> Outcome {
    let (stdout, stderr) = (place.with_extension("stdout"), place.with_extension("stderr"));
    let status = match (File::create(&stdout), File::create(&stderr)) {
        (Ok(out), Ok(err)) => match command.stdin(Stdio::null()).stdout(out).stderr(err).spawn() {
            Ok(child) => wait(child, limit),
            Err(_) => return Outcome { status: -1, ..Outcome::default() },
        },
        _ => return Outcome { status: -1, ..Outcome::default() },
    };
    let outcome = Outcome { status, stdout: text(&stdout), stderr: text(&stderr) };
    let _ = std::fs::remove_file(stdout);
    let _ = std::fs::remove_file(stderr);
    outcome
}

fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_default();
    String::from_utf8_lossy(&bytes[..bytes.len().min(OUTPUT_MAX)]).into_owned()
}

fn wait(mut child: Child, limit: Duration) -> i32 {
    let end = Instant::now() + limit;
    let mut pause = Duration::from_micros(500);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code().unwrap_or_else(|| -signal(status)),
            Ok(None) if Instant::now() < end => std::thread::sleep(pause),
            _ => break,
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    TIMED_OUT
}

#[cfg(unix)]
fn signal(status: std::process::ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(1)
}

#[cfg(not(unix))]
fn signal(_: std::process::ExitStatus) -> i32 {
    1
}
