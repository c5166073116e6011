//! The project's own tasks: `cargo xtask ci` checks everything that a commit must satisfy, `cargo
//! xtask oracle` compares the test programs and examples with a real Go, where one is installed,
//! `cargo xtask bench` the speed of the programs under `benches`; `cargo xtask loom` tries all
//! interleavings of the scheduler's protocol of sleeping and waking.

mod bench;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "ci" => ci(),
        "oracle" => oracle(),
        "bench" => bench::bench(&std::env::args().skip(2).collect::<Vec<_>>()),
        "loom" => loom(),
        _ => {
            report("usage: cargo xtask ci | oracle | bench [ROUNDS] [WORDS] | loom");
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[allow(clippy::print_stderr)] // a task tells what it does
fn report(text: &str) {
    eprintln!("{text}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn run(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    report(&format!("$ {program} {}", arguments.join(" ")));
    Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(root())
        .status()
        .is_ok_and(|status| status.success())
}

fn ci() -> bool {
    run("cargo", &["fmt", "--all", "--check"], &[])
        && run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])
        && run("cargo", &["test", "--workspace"], &[("INSTA_UPDATE", "no")])
        && run("cargo", &["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])
}

/// In a target folder of its own: the flag would rebuild everything else.
fn loom() -> bool {
    let tests = ["test", "--package", "burrow-vm", "--lib", "--target-dir", "target/loom", "idle"];
    run("cargo", &tests, &[("RUSTFLAGS", "--cfg loom")])
}

/// Runs each whole program under `tests/programs` and `examples` with Go too (`$GO`, or `go`), and
/// compares standard output and exit status. What leaves its order or outcome open says so.
fn oracle() -> bool {
    let go = std::env::var("GO").unwrap_or_else(|_| "go".into());
    if !Command::new(&go).arg("version").output().is_ok_and(|o| o.status.success()) {
        report("no go: set GO to the go tool");
        return false;
    }
    if !run("cargo", &["build", "--release", "--package", "burrow"], &[]) {
        return false;
    }
    let mut different = 0;
    let mut compared = 0;
    for folder in ["tests/programs", "tests/regression", "examples"] {
        for program in programs(&root().join(folder)) {
            let source = source(&program);
            // The go tool would look for modules outside the standard library elsewhere.
            let foreign = source.contains("\"golang.org/x/");
            if !source.contains("package main") || source.contains("// ERROR") || foreign {
                continue;
            }
            compared += 1;
            if !agrees(&go, &program, &source) {
                different += 1;
                report(&format!("differs: {}", program.display()));
            }
        }
    }
    report(&format!("{} of {compared} programs agree with Go", compared - different));
    // The transcripts of `burrow test` are what `go test` prints.
    let transcripts = ["test", "--package", "burrow", "--test", "gotest"];
    run("cargo", &transcripts, &[("BURROW_ORACLE", &go)]) && different == 0
}

fn agrees(go: &str, program: &Path, source: &str) -> bool {
    let output = |command: &mut Command| {
        let output = command.output().ok()?;
        let mut lines: Vec<String> =
            String::from_utf8_lossy(&output.stdout).lines().map(String::from).collect();
        let header = source.lines().take_while(|l| l.starts_with("//")).collect::<Vec<_>>().join(" ");
        if source.contains("// Unordered output:") || header.replace("// ", "").contains("any order") {
            lines.sort();
        }
        Some((lines, output.status.success()))
    };
    let run = |tool: &Path| {
        let mut command = Command::new(tool);
        command.arg("run");
        if program.is_dir() {
            // As in the tests: see tests/programs.rs.
            let arguments = source.lines().find_map(|line| line.strip_prefix("// run: ")).unwrap_or(".");
            command.args(arguments.split_whitespace()).current_dir(program);
        } else {
            command.arg(program);
        }
        output(&mut command)
    };
    let burrow = root().join("target/release/burrow").canonicalize();
    burrow.is_ok_and(|burrow| run(Path::new(go)) == run(&burrow))
}

/// The text of a program; of a folder all its files' texts.
fn source(program: &Path) -> String {
    if !program.is_dir() {
        return std::fs::read_to_string(program).unwrap_or_default();
    }
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(program).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.retain(|path| path.is_dir() || path.extension().is_some_and(|e| e == "go"));
    files.sort();
    files.iter().map(|path| source(path)).collect()
}

fn programs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let module = path.join("go.mod").exists();
            if path.is_dir() && !module {
                folders.push(path);
            } else if module || path.extension().is_some_and(|e| e == "go") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
