//! `burrow fmt`: each `NAME.in` under `tests/format` is laid out as `NAME.go`, which is what gofmt
//! makes of it (but for scripts, which gofmt does not read). What is laid out stays as it is, all
//! of the project's own Go files included, but for tests that are wrong on purpose.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the project has a root")
}

fn fmt(arguments: &[&str], input: std::fs::File) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_burrow"));
    let output = command.arg("fmt").args(arguments).stdin(input).stderr(Stdio::inherit()).output();
    let output = output.expect("the command runs");
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
fn texts_get_the_layout_of_gofmt() {
    let entries = std::fs::read_dir(root().join("tests/format")).expect("the folder can be read");
    let inputs = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "in"));
    let mut compared = 0;
    for path in inputs {
        let expected = std::fs::read_to_string(path.with_extension("go")).expect("each has its output");
        let input = std::fs::File::open(&path).expect("it was listed");
        assert_eq!(fmt(&["-"], input), (expected, Some(0)), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 0);
}

#[test]
fn the_projects_own_files_are_laid_out() {
    let nothing = std::fs::File::open("/dev/null").expect("there is a null device");
    let folders: Vec<String> =
        ["examples", "benches", "stdlib/go"].map(|f| root().join(f).to_string_lossy().into_owned()).into();
    let mut arguments = vec!["--check"];
    arguments.extend(folders.iter().map(String::as_str));
    assert_eq!(fmt(&arguments, nothing), (String::new(), Some(0)));
}
