//! `burrow check`: what it says about files, folders and all packages below a folder.

#[allow(dead_code)] // this test has no marks
mod expectation;
#[allow(dead_code)] // the other functions serve other tests
mod program;
#[allow(dead_code)] // the other functions serve other tests
mod run;

use std::process::Command;

/// Runs `burrow check` in a folder of `tests/programs/packages`: exit status, standard output and
/// standard error.
fn check(folder: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_burrow"))
        .arg("check")
        .args(arguments)
        .env("NO_COLOR", "1")
        .current_dir(run::root().join("tests/programs/packages").join(folder))
        .output()
        .expect("burrow starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

const MISTAKES: &str = "each_package_reports_its_mistakes";

#[test]
fn editors_read_an_object_a_line() {
    let (status, out, errors) = check(MISTAKES, &["--format=json", "./p"]);
    assert_eq!((status, &*errors), (Some(1), ""));
    let first = "{\"file\":\"p/p.go\",\"line\":3,\"column\":8,\"end_line\":3,\"end_column\":17,\"severity\":\"error\",\
                 \"code\":\"UnusedImport\",\"message\":\"\\\"strings\\\" imported and not used\",\"related\":[]}";
    assert_eq!(out.lines().next(), Some(first));
    assert_eq!(out.lines().count(), 3);
}

#[test]
fn all_packages_below_a_folder_are_checked_once() {
    let (status, out, errors) = check(MISTAKES, &["--diagnostics=short", "./..."]);
    assert_eq!((status, &*out), (Some(1), ""));
    assert_eq!(errors.lines().count(), 5, "{errors}");
    let (status, _, errors) = check("main_lies_in_a_subfolder", &["./..."]);
    assert_eq!((status, &*errors), (Some(0), ""));
}

#[test]
fn what_cannot_be_loaded_is_a_problem() {
    let (status, out, _) = check(MISTAKES, &["--format=json", "nowhere.go"]);
    assert_eq!(status, Some(1));
    assert_eq!(
        out,
        "{\"file\":\"nowhere.go\",\"severity\":\"error\",\"message\":\"cannot read nowhere.go: no such file or \
         directory\"}\n"
    );
}
