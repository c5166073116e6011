//! Runs `burrow test` on the packages under `tests/gotest` and compares what it prints, on both
//! streams, with `transcript.txt` in each: commands behind `$`, and below each what the real
//! `go test` printed, its exit status at the end.
//!
//! Masked are durations, measurements, traces of goroutines and places in the library itself. With
//! `BURROW_ORACLE=/path/to/go` the real Go is run instead; with `BURROW_BLESS=1` the transcripts are
//! rewritten with what was printed. A transcript that begins with `# burrow only` shows what Go does
//! otherwise (it hangs in a deadlock), and is not asked of it.

use regex::Regex;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Goroutines run in the same order everywhere.
const WORKERS: (&str, &str) = ("GOMAXPROCS", "1");

fn oracle() -> Option<String> {
    std::env::var("BURROW_ORACLE").ok()
}

/// What a command prints and its exit status.
fn run_command(folder: &Path, arguments: &str) -> String {
    let program = oracle().unwrap_or_else(|| env!("CARGO_BIN_EXE_burrow").to_string());
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let mut command = Command::new(program);
    command.args(arguments.split_whitespace()).current_dir(folder).env(WORKERS.0, WORKERS.1);
    command.env("GOFLAGS", "-mod=mod").env("GOTOOLCHAIN", "local").env("NO_COLOR", "1");
    if oracle().is_some() {
        // Else results may come from Go's cache.
        command.env("GOFLAGS", "-mod=mod -count=1");
        if arguments.contains("-count") {
            command.env("GOFLAGS", "-mod=mod");
        }
    }
    command.stdin(Stdio::null()).stdout(writer.try_clone().expect("a pipe")).stderr(writer);
    let mut child = command.spawn().expect("it can be run");
    drop(command);
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).expect("it can be read");
    let status = child.wait().expect("it ends").code().unwrap_or(-1);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    format!("{}[exit status {status}]\n", mask(&text))
}

/// Replaces what differs from run to run, or between burrow and Go.
fn mask(text: &str) -> String {
    let rules = [
        (r"\d+\.\d+s\b", "0.00s"),
        (r"\((\d+)s\)", "(0s)"),
        (r#""Time":"[^"]*","#, ""),
        (r#""Elapsed":[^},]*"#, "\"Elapsed\":0"),
        (r"\[signal SIGSEGV[^\]]*\]", "[signal]"),
        (r"(?m)^cpu: .*\n", ""),
        (r"(?m)^(Benchmark\S*) +\t *\d+\t.*? ns/op", "$1 [ns/op]"),
        (r"\t *\d+\.\d+ MB/s", " [MB/s]"),
        (r"\t *\d+ B/op\t *\d+ allocs/op", " [memory]"),
        (r"\b(testing|test|fuzz|panic)\.go:\d+", "[library]"),
    ];
    let mut text = without_traces(text);
    for (pattern, replacement) in rules {
        let regex = Regex::new(pattern).expect("valid");
        text = regex.replace_all(&text, replacement).into_owned();
    }
    text
}

/// One line in the place of the traces of goroutines that follow each other.
fn without_traces(text: &str) -> String {
    let is_header = |line: &str| {
        let rest = line.trim_start_matches(' ').strip_prefix("goroutine ");
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.ends_with("]:"))
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !is_header(lines[at]) {
            out.push(lines[at]);
            at += 1;
            continue;
        }
        at += 1;
        // A function and, below it behind a tab, its place.
        while lines.get(at + 1).is_some_and(|line| line.trim_start_matches(' ').starts_with('\t')) {
            at += 2;
        }
        let again = lines.get(at).is_some_and(|line| line.trim().is_empty())
            && lines.get(at + 1).is_some_and(|line| is_header(line));
        if again {
            at += 1;
        } else {
            out.push("[goroutines]");
        }
    }
    out.iter().flat_map(|line| [*line, "\n"]).collect()
}

fn packages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/gotest");
    let entries = std::fs::read_dir(root).expect("it is there");
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join("transcript.txt").is_file());
    folders.sort();
    folders
}

fn replay(folder: &Path, transcript: &str) -> String {
    let mut out = String::new();
    for line in transcript.lines() {
        if line.starts_with('#') && out.is_empty() {
            out += &format!("{line}\n");
        } else if let Some(arguments) = line.strip_prefix("$ ") {
            out += &format!("{line}\n{}", run_command(folder, arguments));
        }
    }
    out
}

/// What is wrong with the transcript of a package's folder.
fn check(folder: &Path) -> Option<String> {
    let path = folder.join("transcript.txt");
    let transcript = std::fs::read_to_string(&path).expect("it is there");
    if oracle().is_some() && transcript.starts_with("# burrow only") {
        return None;
    }
    let now = replay(folder, &transcript);
    if std::env::var_os("BURROW_BLESS").is_some() {
        std::fs::write(&path, now).expect("it can be written");
        return None;
    }
    let wrong = now != transcript;
    wrong.then(|| format!("{}\n--- expected\n{transcript}\n--- got\n{now}", folder.display()))
}

#[test]
fn tests_print_what_go_test_prints() {
    let folders = packages();
    assert!(!folders.is_empty(), "there are packages");
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(folder) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                    wrong.lock().expect("no thread has panicked").extend(check(folder));
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no thread has panicked");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
