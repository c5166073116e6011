//! The REPL through a pipe. Each file of `tests/repl` is a session: lines that begin with `> ` are
//! entered (`. `: more lines of the same input), the lines between them are what it answers, on either
//! stream. `BURROW_BLESS=1` writes the answers anew.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command that there is not, entered between inputs: what it answers parts their answers.
const MARK: &str = ":next-input";

/// The inputs of a session.
fn inputs(text: &str) -> Vec<String> {
    let mut inputs: Vec<String> = Vec::new();
    for line in text.lines() {
        let last = inputs.len().wrapping_sub(1);
        if let Some(input) = line.strip_prefix("> ") {
            inputs.push(format!("{input}\n"));
        } else if let Some(more) = line.strip_prefix(". ").or(line.strip_prefix(".").filter(|l| l.is_empty()))
        {
            inputs[last] += &format!("{more}\n");
        }
    }
    inputs
}

/// What a process answers to each input, streams mixed as they come, and its exit status.
fn answers(inputs: &[String], folder: &Path) -> (Vec<String>, Option<i32>) {
    let (mut output, end) = std::io::pipe().expect("a pipe can be made");
    let mut child = Command::new(env!("CARGO_BIN_EXE_burrow"))
        .arg("repl")
        .env("GOMAXPROCS", "1") // goroutines are numbered by worker
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(end.try_clone().expect("a pipe can be shared"))
        .stderr(end)
        .spawn()
        .expect("burrow runs");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    for input in inputs {
        // The session may end before its inputs do.
        let _ = write!(stdin, "{input}\n{MARK}\n");
    }
    drop(stdin);
    let mut text = String::new();
    output.read_to_string(&mut text).expect("it is text");
    let status = child.wait().expect("it ends").code();
    let mark = format!("there is no command {MARK} (:help lists them)\n");
    let mut all: Vec<String> = text.split(&mark).map(str::to_string).collect();
    all.truncate(inputs.len());
    all.resize(inputs.len(), String::new());
    (all, status)
}

/// A folder of its own for what a session writes.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("burrow-repl-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn check(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).expect("a session can be read");
    let inputs = inputs(&text);
    let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let folder = folder(&name);
    let (found, status) = answers(&inputs, &folder);
    let _ = std::fs::remove_dir_all(&folder);
    let mut written = String::new();
    for (input, answer) in inputs.iter().zip(&found) {
        for (i, line) in input.lines().enumerate() {
            let _ = writeln!(written, "{}", format!("{} {line}", if i == 0 { ">" } else { "." }).trim_end());
        }
        written += answer;
        if !answer.is_empty() && !answer.ends_with('\n') {
            written.push('\n');
        }
    }
    if std::env::var_os("BURROW_BLESS").is_some() {
        std::fs::write(path, &written).expect("a session can be written");
        return Ok(());
    }
    match written == text {
        true => Ok(()),
        false => Err(format!("{} (status {status:?}) answers:\n{written}", path.display())),
    }
}

#[test]
fn sessions_answer_as_written() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/repl"));
    let entries = std::fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let threads: Vec<_> =
        paths.into_iter().map(|path| std::thread::spawn(move || check(&path).err())).collect();
    let failures: Vec<String> =
        threads.into_iter().filter_map(|thread| thread.join().expect("no panic")).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn status(inputs: &str) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_burrow"))
        .arg("repl")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("burrow runs");
    let mut stdin = child.stdin.take().expect("it is a pipe");
    stdin.write_all(inputs.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn limits_end_the_session_and_the_sandbox_holds() {
    let run = |arguments: &[&str], input: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_burrow"))
            .arg("repl")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("burrow runs");
        // The session may end before its inputs do.
        let _ = child.stdin.take().expect("it is a pipe").write_all(input.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let grows = "var all [][]byte\nfor { all = append(all, make([]byte, 1<<20)) }\n1\n";
    assert_eq!(run(&["--max-memory", "16MiB"], grows), (Some(122), String::new()));
    assert_eq!(run(&["--timeout", "300ms"], "for {}\n"), (Some(124), String::new()));
    let (status, said) = run(&["--sandbox"], "_, err := os.ReadFile(\"/etc/hosts\")\nerr\n");
    assert_eq!(status, Some(0));
    assert!(said.contains("operation not permitted"), "{said}");
}

#[test]
fn the_exit_status_tells_how_inputs_went() {
    assert_eq!(status("1 + 1"), (Some(0), "int 2\n".into()));
    assert_eq!(status("y\n1\n"), (Some(1), "int 1\n".into()));
    assert_eq!(status("panic(1)\ny\n1\n"), (Some(2), "int 1\n".into()));
    assert_eq!(status("os.Exit(7)\n1\n"), (Some(7), String::new()));
    assert_eq!(status(":quit\n1\n"), (Some(0), String::new()));
    assert_eq!(status("if true {\n1\n"), (Some(1), String::new()), "the end comes too early");
}
