//! Runs scripts with the `burrow` binary, several at a time, and gives what they did.

use crate::expectation::Outcome;
use crate::program::{arguments, programs, sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The project's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project has a root")
}

/// All programs below a folder of the project, by their paths from that folder.
pub fn scripts(folder: &str) -> Vec<String> {
    let base = root().join(folder);
    let relative = |path: PathBuf| {
        path.strip_prefix(&base).expect("it lies below the folder").to_string_lossy().into_owned()
    };
    programs(&base).into_iter().map(relative).collect()
}

/// Where the main package of a program lies: the file itself, or what its `// run:` line names.
pub fn program_of(program: &Path) -> PathBuf {
    if !program.is_dir() {
        return program.to_path_buf();
    }
    program.join(arguments(program).first().map_or(".", String::as_str))
}

/// Runs one program with these environment variables.
pub fn run(path: &Path, variables: &[(&str, &str)]) -> Outcome {
    let root = root();
    // Who wants to run a program sees its first errors only.
    let is_wrong = sources(path).iter().any(|(_, text)| text.contains("// ERROR \""));
    let output = Command::new(env!("CARGO_BIN_EXE_burrow"))
        .arg(if is_wrong { "check" } else { "run" })
        .args(arguments(path))
        .current_dir(if path.is_dir() { path } else { &root })
        .env("NO_COLOR", "1")
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("burrow starts");
    let root = format!("{}/", root.display());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&root, "");
    Outcome {
        status: output.status.code().unwrap_or(-1),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

/// Runs all scripts of a folder.
#[allow(dead_code)] // some tests choose
pub fn run_all(folder: &str, variables: &[(&str, &str)]) -> BTreeMap<String, Outcome> {
    run_these(folder, &scripts(folder), variables)
}

/// Runs scripts of a folder, as many at a time as there are processors.
pub fn run_these(folder: &str, scripts: &[String], variables: &[(&str, &str)]) -> BTreeMap<String, Outcome> {
    let base = root().join(folder);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(BTreeMap::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(script) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = run(&base.join(script), variables);
                    outcomes.lock().expect("no thread has panicked").insert(script.clone(), outcome);
                }
            });
        }
    });
    outcomes.into_inner().expect("no thread has panicked")
}
