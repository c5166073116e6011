//! The command as people call it: where programs come from, what is printed where, exit statuses.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Runs the command with `input` on its standard input.
fn burrow(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_burrow"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing closes the pipe.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output().expect("the command ends")
}

fn error_text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A file with `bytes`, in a folder of its own.
fn file(name: &str, bytes: &[u8]) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).expect("the file can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn programs_come_from_files_standard_input_and_the_command_line() {
    let path = file("one.go", b"package main\nfunc main() { println(\"one\") }\n");
    for arguments in [&["run", &path][..], &[&path]] {
        let output = burrow(arguments, "");
        assert_eq!((error_text(&output).as_str(), output.status.code()), ("one\n", Some(0)));
    }
    for arguments in [&["run", "-"][..], &["-"]] {
        assert_eq!(error_text(&burrow(arguments, "x := 2\nprintln(x)\n")), "2\n");
    }
    assert_eq!(error_text(&burrow(&["-e", "println(3)"], "")), "3\n");
    assert_eq!(error_text(&burrow(&["run", "-e", "println(4)"], "")), "4\n");
}

#[test]
fn mistakes_are_shown_as_go_shows_them_and_end_with_one() {
    let path = file("bad.go", b"package main\nfunc main() { x := }\n");
    let message = format!("{path}:2:20: syntax error: unexpected }}, expected expression\n");
    for arguments in [&["run", "--diagnostics=short", &path][..], &["check", "--diagnostics=short", &path]] {
        let output = burrow(arguments, "");
        assert_eq!((error_text(&output).as_str(), output.status.code()), (message.as_str(), Some(1)));
    }
    let full = burrow(&["check", &path], "");
    assert!(error_text(&full).starts_with(&message), "{}", error_text(&full));
    assert!(!error_text(&full).contains('\u{1b}'), "no colour but on a terminal");
}

#[test]
fn what_cannot_be_read_is_named() {
    let cases: [(&[u8], &str); 2] = [
        (b"package main\nvar x = \"\xff\"\n", "2:10: invalid UTF-8 encoding"),
        (b"\x7fELF\0\xff\xfe", "binary file"),
    ];
    for (bytes, message) in cases {
        let output = burrow(&[&file("strange.go", bytes)], "");
        assert!(error_text(&output).contains(message), "{}", error_text(&output));
        assert_eq!(output.status.code(), Some(1));
    }
    let output = burrow(&["/no/such/file.go"], "");
    assert_eq!(error_text(&output), "burrow: cannot read /no/such/file.go: no such file or directory\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(burrow(&["--nonsense"], "").status.code(), Some(2));
}

#[test]
fn a_panic_ends_with_two() {
    let output = burrow(&["-e", "println(1); panic(\"no\")"], "");
    assert!(
        error_text(&output).starts_with("1\npanic: no\n\ngoroutine 1 [running]:\n"),
        "{}",
        error_text(&output)
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn stages_can_be_printed() {
    let path = file("stages.go", b"package main\nfunc main() { println(1 + 2) }\n");
    for (stage, part) in
        [("tokens", "Int\t1"), ("ast", "func main"), ("ir", "main.main"), ("bytecode", "main.main")]
    {
        let output = burrow(&["dump", stage, &path], "");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(part), "{stage}: {text}");
    }
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let code = "for i := 0; ; i++ { fmt.Println(i) }";
    let mut command = Command::new(env!("CARGO_BIN_EXE_burrow"));
    command.args(["-e", code]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!((error_text(&output).as_str(), output.status.success()), ("", false));
}

#[test]
fn a_program_decides_its_exit_status() {
    let output = burrow(&["-e", "defer println(1); fmt.Print(\"a\"); os.Exit(7)"], "");
    assert_eq!((output.stdout.as_slice(), output.status.code()), (&b"a"[..], Some(7)));
    let output = burrow(&["-e", "fmt.Println(os.Args[1:])", "x", "--y"], "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "[x --y]\n");
}

#[test]
fn documentation_of_the_library_and_of_a_folder_is_shown() {
    let shown = burrow(&["doc", "strings.Cut"], "");
    let text = String::from_utf8_lossy(&shown.stdout);
    assert!(text.contains("func Cut(s, sep string) (before, after string, found bool)\n"), "{text}");
    let wrong = burrow(&["doc", "strings.Cuz"], "");
    let message = "burrow: no symbol Cuz in package strings; is it strings.Cut?\n";
    assert_eq!((error_text(&wrong).as_str(), wrong.status.code()), (message, Some(1)));

    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-doc", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let source = "// Package shapes has shapes.\npackage shapes\n\n// Square is n*n.\nfunc Square(n int) int { return n * n }\n";
    std::fs::write(folder.join("shapes.go"), source).expect("the file can be written");
    let path = folder.to_string_lossy().into_owned();
    let whole = burrow(&["doc", &path], "");
    let text = String::from_utf8_lossy(&whole.stdout);
    assert_eq!(text, "package shapes\n\nPackage shapes has shapes.\n\nfunc Square(n int) int\n");
    let one = burrow(&["doc", &format!("{path}.Square")], "");
    assert!(String::from_utf8_lossy(&one.stdout).ends_with("\n    Square is n*n.\n"));
}

#[test]
fn each_limit_has_its_message_and_its_status() {
    let cases = [
        (&["--timeout", "200ms"][..], "for {}", "ran longer than 200ms", 124),
        (&["--max-instructions", "100000"], "for {}", "more than 100000 instructions", 123),
        (
            &["--max-memory", "16MiB"],
            "var a [][]byte; for { a = append(a, make([]byte, 1<<16)) }",
            "more than 16 MiB of memory",
            122,
        ),
        (&["--max-goroutines", "100"], "for { go func() { select {} }() }", "more than 100 goroutines", 121),
        (&["--max-output", "1KiB"], "for { fmt.Println(\"burrow\") }", "more than 1 KiB of output", 120),
    ];
    for (options, code, message, status) in cases {
        let arguments: Vec<&str> = options.iter().copied().chain(["-e", code]).collect();
        let output = burrow(&arguments, "");
        let text = error_text(&output);
        assert!(text.ends_with(&format!("burrow: limit reached: {message}\n")), "{text}");
        assert_eq!(output.status.code(), Some(status), "{message}");
    }
    let wrong = burrow(&["--timeout", "2", "-e", "println(1)"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(error_text(&wrong).contains("a time is written as 2s, 1m30s or 500ms"));
}

#[test]
fn a_sandbox_refuses_what_is_not_allowed() {
    let secret = file("secret", b"secret");
    let read = format!(
        "b, err := os.ReadFile({secret:?}); fmt.Println(string(b), err, errors.Is(err, fs.ErrPermission))"
    );
    let shown = |options: &[&str], code: &str| {
        let arguments: Vec<&str> = options.iter().copied().chain(["-e", code]).collect();
        let output = burrow(&arguments, "");
        assert_eq!(error_text(&output), "");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(shown(&[], &read), "secret <nil> false\n");
    let refused = format!(" open {secret}: operation not permitted true\n");
    assert_eq!(shown(&["--sandbox"], &read), refused);
    assert_eq!(shown(&["--sandbox", "--allow-write"], &read), refused);
    assert_eq!(shown(&["--sandbox", "--allow-read=/nowhere"], &read), refused);
    assert_eq!(shown(&["--sandbox", "--allow-read"], &read), "secret <nil> false\n");
    assert_eq!(
        shown(&["--sandbox", &format!("--allow-read=/nowhere,{secret}")], &read),
        "secret <nil> false\n"
    );

    let write = format!("fmt.Println(os.WriteFile({secret:?}, nil, 0o600), os.Remove({secret:?}))");
    let refused =
        format!("open {secret}: operation not permitted remove {secret}: operation not permitted\n");
    assert_eq!(shown(&["--sandbox", "--allow-read"], &write), refused);
    let environment = "fmt.Println(os.Getenv(\"PATH\") == \"\", len(os.Environ()) == 0)";
    assert_eq!(shown(&["--sandbox"], environment), "true true\n");
    assert_eq!(shown(&["--sandbox", "--allow-env=PATH"], environment), "false false\n");
    let get = "_, err := http.Get(\"http://localhost:1/\"); fmt.Println(err)";
    let refused = "Get \"http://localhost:1/\": dial tcp: localhost:1: operation not permitted\n";
    assert_eq!(shown(&["--sandbox", "--allow-net=localhost:2"], get), refused);
    assert!(shown(&["--sandbox", "--allow-net=localhost:1"], get).contains("connection refused"));
}

#[test]
fn what_is_not_a_command_is_answered_with_the_nearest() {
    let output = burrow(&["chekc", "a.go"], "");
    assert!(error_text(&output).contains("did you mean the command `check`?"), "{}", error_text(&output));
    assert_eq!(output.status.code(), Some(1));
    let output = burrow(&["--max-memroy", "1", "a.go"], "");
    assert!(error_text(&output).contains("'--max-memory'"), "{}", error_text(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn shells_are_told_how_to_complete() {
    for shell in ["bash", "zsh", "fish"] {
        let output = burrow(&["completions", shell], "");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("max-goroutines") && output.status.success(), "{text}");
    }
    let version = burrow(&["version"], "");
    assert_eq!(String::from_utf8_lossy(&version.stdout), format!("burrow {}\n", env!("CARGO_PKG_VERSION")));
}
