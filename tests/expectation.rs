//! What a test program says that it does, in Go's own marks, and whether what it did agrees. The
//! marks stand at the end of the file or on the line:
//!
//! * `// Output:` or `// Unordered output:`, then the lines of standard output as comments;
//! * `// ERROR "text"` on a line: the compiler reports an error there that contains the text;
//! * `// panic: text`: standard error contains the line, and the exit status is 2;
//! * `// stderr: text`: standard error contains the line;
//! * `// exit status N`.
//!
//! A folder with a `go.mod` is one program; its marks stand in any of its files. It is run in that
//! folder, as `burrow run .` or with the arguments that a line `// run: ARGUMENTS` gives.
//!
//! A program without a mark prints nothing and ends with status 0. The harness judges burrow by the
//! marks, `cargo xtask oracle` judges the marks by a real Go.

/// What a program did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// What a program says that it does.
#[derive(Default)]
pub struct Expectation {
    pub output: Vec<String>,
    pub unordered: bool,
    /// Files and lines with the texts of their errors.
    pub errors: Vec<Diagnostic>,
    /// Lines of standard error.
    pub told: Vec<String>,
    pub panics: bool,
    pub status: Option<i32>,
}

/// A file, a line in it, and what is wrong there.
pub type Diagnostic = (String, usize, String);

/// Reads the marks of a program, given its files' names and texts.
pub fn expectation(sources: &[(String, String)]) -> Expectation {
    let mut expected = Expectation::default();
    for (name, source) in sources {
        read_marks(name, source, &mut expected);
    }
    expected
}

fn read_marks(name: &str, source: &str, expected: &mut Expectation) {
    let mut in_output = false;
    for (number, line) in source.lines().enumerate() {
        let text = line.trim_start();
        if let Some((_, error)) = line.split_once("// ERROR \"") {
            let error = error.rsplit_once('"').map_or(error, |(e, _)| e);
            expected.errors.push((name.to_string(), number + 1, error.to_string()));
        }
        match text.strip_prefix("//").map(|t| t.strip_prefix(' ').unwrap_or(t)) {
            Some("Output:") => in_output = true,
            Some("Unordered output:") => (in_output, expected.unordered) = (true, true),
            Some(comment) if in_output => expected.output.push(comment.trim_end().to_string()),
            Some(comment) => read_outcome(expected, comment),
            None => in_output = false,
        }
    }
}

fn read_outcome(expected: &mut Expectation, comment: &str) {
    if comment.starts_with("panic: ") {
        expected.panics = true;
        expected.told.push(comment.trim_end().to_string());
    } else if let Some(line) = comment.strip_prefix("stderr: ") {
        expected.told.push(line.trim_end().to_string());
    } else if let Some(status) = comment.strip_prefix("exit status ") {
        expected.status = status.trim().parse().ok();
    }
}

/// Whether a program did what it says; what it did otherwise.
pub fn judge(expected: &Expectation, outcome: &Outcome) -> Result<(), String> {
    if !expected.errors.is_empty() {
        return judge_errors(expected, outcome);
    }
    let status = expected.status.unwrap_or(if expected.panics { 2 } else { 0 });
    if outcome.status != status {
        return Err(format!("exit status {}, expected {status}\n{}", outcome.status, outcome.stderr));
    }
    let mut lines: Vec<String> = outcome.stdout.lines().map(|l| l.trim_end().to_string()).collect();
    let mut wanted = expected.output.clone();
    if expected.unordered {
        lines.sort();
        wanted.sort();
    }
    if lines != wanted {
        return Err(format!("output\n{}\nexpected\n{}", lines.join("\n"), wanted.join("\n")));
    }
    match expected.told.iter().find(|line| !outcome.stderr.contains(line.as_str())) {
        Some(line) => Err(format!("no {line:?} in\n{}", outcome.stderr)),
        None => Ok(()),
    }
}

fn judge_errors(expected: &Expectation, outcome: &Outcome) -> Result<(), String> {
    if outcome.status != 1 {
        return Err(format!("exit status {}, expected 1 (a compile error)", outcome.status));
    }
    let reported = diagnostics(&outcome.stderr);
    for (file, line, text) in &expected.errors {
        let here = |f: &str, l: usize| f.ends_with(&**file) && l == *line;
        if !reported.iter().any(|(f, l, message)| here(f, *l) && message.contains(text)) {
            return Err(format!("no error {text:?} in {file}, line {line}:\n{}", outcome.stderr));
        }
    }
    for (file, line, message) in &reported {
        if !expected.errors.iter().any(|(f, l, _)| file.ends_with(&**f) && l == line) {
            return Err(format!("unexpected error in {file}, line {line}: {message}"));
        }
    }
    Ok(())
}

/// Each `file:line:col: message`; what gc adds to one is indented.
pub fn diagnostics(text: &str) -> Vec<Diagnostic> {
    text.lines().filter(|line| !line.starts_with('\t')).filter_map(place_and_message).collect()
}

fn place_and_message(line: &str) -> Option<Diagnostic> {
    let (file, rest) = line.split_once(".go:")?;
    let mut parts = rest.splitn(3, ':');
    let number = parts.next()?.parse().ok()?;
    parts.next()?.parse::<usize>().ok()?;
    Some((format!("{file}.go"), number, parts.next()?.trim().to_string()))
}
