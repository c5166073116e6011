//! Runs scripts with the `burrow` binary, several at a time, and gives what they did.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run gave.
pub struct Outcome {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The project's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project has a root")
}

/// All programs below a folder of the project, by their paths from that folder: Go files, and folders
/// with a `go.mod`, whose files are one program.
pub fn scripts(folder: &str) -> Vec<String> {
    let base = root().join(folder);
    let mut found = Vec::new();
    let mut folders = vec![base.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read").flatten() {
            let path = entry.path();
            let module = path.join("go.mod").exists();
            if path.is_dir() && !module {
                folders.push(path);
            } else if module || path.extension().is_some_and(|e| e == "go") {
                let relative = path.strip_prefix(&base).expect("it lies below the folder");
                found.push(relative.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

/// The Go files of a program, by their paths from its folder, with their texts.
pub fn sources(program: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| std::fs::read_to_string(path).expect("a source can be read");
    if !program.is_dir() {
        let name = program.file_name().expect("a file has a name").to_string_lossy().into_owned();
        return vec![(name, read(program))];
    }
    let mut found = Vec::new();
    let mut folders = vec![program.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "go") {
                let relative = path.strip_prefix(program).expect("it lies below the folder");
                found.push((relative.to_string_lossy().into_owned(), read(&path)));
            }
        }
    }
    found.sort();
    found
}

/// What `burrow run` is told to run a program: for a folder, which is then the working directory,
/// what a line `// run: ARGUMENTS` says in one of its files, or `.`.
fn arguments(program: &Path) -> Vec<String> {
    if !program.is_dir() {
        return vec![program.to_string_lossy().into_owned()];
    }
    let sources = sources(program);
    let line = sources.iter().find_map(|(_, text)| text.lines().find_map(|l| l.strip_prefix("// run: ")));
    line.unwrap_or(".").split_whitespace().map(str::to_string).collect()
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
    let output = Command::new(env!("CARGO_BIN_EXE_burrow"))
        .arg("run")
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

/// Runs all scripts of a folder, as many at a time as there are processors.
pub fn run_all(folder: &str, variables: &[(&str, &str)]) -> BTreeMap<String, Outcome> {
    let scripts = scripts(folder);
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
