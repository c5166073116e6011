//! README.md and the guide do what they say: every `burrow` command in them is run, in a folder with
//! their examples. Examples in Rust are doctests of the crate.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The blocks in a language, in order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let start = format!("```{language}\n");
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&start) {
        let block = &rest[at + start.len()..];
        let end = block.find("```").expect("a block ends");
        found.push(block[..end].to_string());
        rest = &block[end + 3..];
    }
    found
}

/// A folder with the script of the README and scripts with golden files, and the command in `bin`.
fn folder(text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!(
        "readme-{}-{}",
        text.len(),
        std::process::id()
    ));
    std::fs::create_dir_all(folder.join("bin")).expect("a folder can be made");
    std::fs::create_dir_all(folder.join("scripts")).expect("a folder can be made");
    for block in blocks(text, "go") {
        let name = block.strip_prefix("// ").and_then(|rest| rest.split([':', '\n']).next());
        if let Some(name) = name.filter(|name| name.ends_with(".go")) {
            std::fs::write(folder.join(name), &block).expect("a file can be written");
        }
    }
    std::fs::write(folder.join("scripts/hello.go"), "fmt.Println(\"hello\")\n").expect("it can be written");
    let golden = "exit: 0\n--- stdout\nhello\n--- stderr\n";
    std::fs::write(folder.join("scripts/hello.out"), golden).expect("it can be written");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_burrow"), folder.join("bin/burrow")).expect("a link");
    folder
}

#[test]
fn every_command_of_the_readme_works() {
    run_commands("README.md", 10);
}

#[test]
fn every_command_of_the_guide_works() {
    run_commands("docs/guide.md", 12);
}

#[test]
fn the_first_command_of_the_readme_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("README.md")).expect("it can be read");
    let blocks = blocks(&text, "sh");
    // Cargo builds and runs what this test has been built with already.
    let lines = blocks.iter().flat_map(|block| block.lines());
    let builds: Vec<&str> = lines.filter_map(|line| line.strip_prefix("cargo run --release -- ")).collect();
    assert_eq!(builds.len(), 1, "{builds:?}");
    let mut burrow = Command::new(env!("CARGO_BIN_EXE_burrow"));
    let output = burrow.args(builds[0].split_whitespace()).current_dir(root).output().expect("it runs");
    assert!(output.status.success() && !output.stdout.is_empty(), "{output:?}");
}

/// Runs the commands of a document, which are so many at least.
fn run_commands(document: &str, least: usize) {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(document);
    let text = std::fs::read_to_string(document).expect("it can be read");
    let folder = folder(&text);
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let commands: Vec<String> = blocks(&text, "sh")
        .iter()
        .flat_map(|block| block.lines())
        .filter(|line| line.starts_with("burrow "))
        .map(String::from)
        .collect();
    assert!(commands.len() >= least, "the commands are found: {commands:?}");
    for command in commands {
        let mut shell = Command::new("sh");
        shell.args(["-c", &command]).env("PATH", &path).current_dir(&folder);
        let output = shell.output().expect("a shell");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{said}");
    }
    std::fs::remove_dir_all(folder).expect("it can be removed");
}
