//! Golden tests of scripts: a script is run, and everything that it did becomes one value whose
//! [`Display`](fmt::Display) is made for a snapshot.
//!
//! ```no_run
//! # use burrow::golden::Script;
//! let did = Script::file("scripts/hello.go").run();
//! assert_eq!(did.status, 0);
//! println!("{did}"); // or: insta::assert_snapshot!(did);
//! ```
//!
//! What differs from run to run is replaced by [`Filter`]s: durations, addresses, numbers of
//! goroutines. [`golden!`](crate::golden!) makes a snapshot of each script that a glob matches;
//! `burrow test --golden DIR` does the same without Rust.

use crate::program::Program;
use burrow_vm::limits::Limits;
use regex::Regex;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A run takes no longer than this, unless [`Script::timeout`] says otherwise.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Snapshots of all scripts that a glob matches, which is relative to the file that says so: for
/// tests that use the crate insta with its feature `glob`.
///
/// ```ignore
/// #[test]
/// fn scripts_do_what_their_snapshots_say() {
///     burrow::golden!("scripts/*.go");
/// }
/// ```
#[macro_export]
macro_rules! golden {
    ($glob:literal) => {
        insta::glob!($glob, |path| {
            insta::assert_snapshot!($crate::golden::Script::file(path).run());
        })
    };
}

/// A script to run.
#[derive(Clone, Debug)]
pub struct Script {
    source: Origin,
    args: Vec<String>,
    input: Vec<u8>,
    timeout: Duration,
    filters: Vec<Filter>,
}

#[derive(Clone, Debug)]
enum Origin {
    /// A file, or a folder with a program.
    Path(PathBuf),
    Code(String),
}

/// What a script did. Texts have passed the filters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Golden {
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error, the report of a panic or a deadlock included.
    pub stderr: String,
    /// Its exit status: 1 when it does not compile, 2 after a panic or a deadlock.
    pub status: i32,
    /// What the compiler said, a line each.
    pub diagnostics: String,
    /// The lines of standard output were sorted.
    sorted: bool,
}

/// A regular expression, and what stands in the place of what it matches (`$1`: a group's text).
#[derive(Clone, Debug)]
pub struct Filter {
    regex: Regex,
    replacement: String,
}

impl Filter {
    /// `Err` says what is wrong with the expression.
    pub fn new(expression: &str, replacement: &str) -> Result<Filter, String> {
        let regex = Regex::new(expression).map_err(|error| error.to_string())?;
        Ok(Filter { regex, replacement: replacement.to_string() })
    }

    /// The filters of a new [`Script`]: durations become `[duration]`, addresses `[address]`, offsets
    /// of program counters `+[offset]`, and goroutines other than main are numbered in the order in
    /// which they first appear in the text, from 2.
    pub fn usual() -> Vec<Filter> {
        let rules = [
            (r" +\d+(\.\d+)?(ns|µs|ms|s)\b", " [duration]"),
            (r"\b(\d+h)?(\d+m)?\d+(\.\d+)?(ns|µs|ms|s)\b", "[duration]"),
            (r"\+0x[0-9a-f]+", "+[offset]"),
            (r"\b0x[0-9a-f]{6,}\b", "[address]"),
        ];
        rules
            .iter()
            .filter_map(|(expression, replacement)| Filter::new(expression, replacement).ok())
            .collect()
    }

    fn apply(&self, text: &str) -> String {
        self.regex.replace_all(text, &self.replacement).into_owned()
    }
}

impl Script {
    /// The program in a file, or in a folder.
    pub fn file(path: impl AsRef<Path>) -> Script {
        Script::new(Origin::Path(path.as_ref().to_path_buf()))
    }

    /// This code.
    pub fn code(code: impl Into<String>) -> Script {
        Script::new(Origin::Code(code.into()))
    }

    fn new(source: Origin) -> Script {
        let (args, input) = (Vec::new(), Vec::new());
        Script { source, args, input, timeout: TIMEOUT, filters: Filter::usual() }
    }

    /// Arguments of the script.
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Script {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// What it reads from standard input; without it, nothing.
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Script {
        self.input = input.into();
        self
    }

    /// How long it may run.
    pub fn timeout(mut self, timeout: Duration) -> Script {
        self.timeout = timeout;
        self
    }

    /// One more filter, applied behind the others.
    pub fn filter(mut self, filter: Filter) -> Script {
        self.filters.push(filter);
        self
    }

    /// These filters instead of the usual ones.
    pub fn filters(mut self, filters: Vec<Filter>) -> Script {
        self.filters = filters;
        self
    }

    /// Runs it. What keeps it from running stands in the result: as a diagnostic, with status 1.
    pub fn run(&self) -> Golden {
        let mut golden = self.run_unfiltered();
        for text in [&mut golden.stdout, &mut golden.stderr, &mut golden.diagnostics] {
            *text = number_goroutines(text);
            for filter in &self.filters {
                *text = filter.apply(text);
            }
        }
        golden
    }

    fn run_unfiltered(&self) -> Golden {
        let program = match &self.source {
            Origin::Path(path) => Program::from_file(path),
            Origin::Code(code) => Program::from_code(code.clone()),
        };
        let program = match program {
            Ok(program) => program,
            Err(error) => return Golden::refused(self.shown_from_folder(error.diagnostics)),
        };
        let did = program
            .run()
            .args(self.args.iter().cloned())
            .stdin(io::Cursor::new(self.input.clone()))
            .limits(Limits { time: Some(self.timeout), ..Limits::default() })
            .output();
        Golden {
            stdout: self.shown_from_folder(did.stdout_text()),
            stderr: self.shown_from_folder(did.stderr_text()),
            status: did.outcome.exit_status(),
            diagnostics: self.shown_from_folder(program.warnings().to_string()),
            sorted: false,
        }
    }

    /// Names of files are given from the script's folder.
    fn shown_from_folder(&self, text: String) -> String {
        let Origin::Path(path) = &self.source else { return text };
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) else { return text };
        let whole = std::path::absolute(folder).unwrap_or_default();
        let text = text.replace(&format!("{}/", whole.display()), "");
        text.replace(&format!("{}/", folder.display()), "")
    }
}

impl Golden {
    fn refused(diagnostics: String) -> Golden {
        Golden { stdout: String::new(), stderr: String::new(), status: 1, diagnostics, sorted: false }
    }

    /// With the lines of standard output sorted, for a script that prints them in any order.
    pub fn sorted(mut self) -> Golden {
        let mut lines: Vec<&str> = self.stdout.lines().collect();
        lines.sort_unstable();
        let sorted: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        self.stdout = sorted;
        self.sorted = true;
        self
    }
}

impl fmt::Display for Golden {
    /// The exit status, then each stream below its name; what the compiler said only when it said
    /// something.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit: {}", self.status)?;
        let output = if self.sorted { "stdout (sorted)" } else { "stdout" };
        let sections = [
            ("diagnostics", &self.diagnostics, false),
            (output, &self.stdout, true),
            ("stderr", &self.stderr, true),
        ];
        for (name, text, always) in sections {
            if always || !text.is_empty() {
                writeln!(f, "--- {name}")?;
                f.write_str(text)?;
                if !text.is_empty() && !text.ends_with('\n') {
                    writeln!(f)?;
                }
            }
        }
        Ok(())
    }
}

/// Goroutines other than main get new numbers, in the order in which a text names them.
fn number_goroutines(text: &str) -> String {
    let Ok(regex) = Regex::new(r"\bgoroutine (\d+)\b") else { return text.to_string() };
    let mut known = vec!["1".to_string()];
    let renumbered = regex.replace_all(text, |found: &regex::Captures<'_>| {
        let number = found[1].to_string();
        let at = known.iter().position(|known| *known == number).unwrap_or_else(|| {
            known.push(number);
            known.len() - 1
        });
        format!("goroutine {}", at + 1)
    });
    renumbered.into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Filter, Script, number_goroutines};

    #[test]
    fn a_script_becomes_a_document() {
        let did =
            Script::code("fmt.Println(len(os.Args), 1500*time.Millisecond)\nos.Exit(3)").args(["x"]).run();
        assert_eq!(did.to_string(), "exit: 3\n--- stdout\n2 [duration]\n--- stderr\n");
        let did = Script::code("var s []int\nfmt.Print(s[1])").run();
        assert_eq!(did.status, 2);
        assert!(did.stderr.starts_with("panic: runtime error: index out of range [1] with length 0\n"));
    }

    #[test]
    fn mistakes_are_diagnostics() {
        let did = Script::code("fmt.Println(x)").run();
        assert_eq!((did.status, &*did.stdout), (1, ""));
        assert_eq!(did.diagnostics, "script.go:1:13: undefined: x\n");
    }

    #[test]
    fn input_is_read_and_output_sorted() {
        let code = "s := bufio.NewScanner(os.Stdin)\nfor s.Scan() { fmt.Println(s.Text()) }";
        let did = Script::code(code).input("b\na\n").run().sorted();
        assert_eq!(did.to_string(), "exit: 0\n--- stdout (sorted)\na\nb\n--- stderr\n");
    }

    #[test]
    fn filters_mask_what_differs() {
        let text = "goroutine 7 [running]:\ncreated by f in goroutine 1\ngoroutine 5 [select]:\ngoroutine 7";
        let expected =
            "goroutine 2 [running]:\ncreated by f in goroutine 1\ngoroutine 3 [select]:\ngoroutine 2";
        assert_eq!(number_goroutines(text), expected);
        let own = Filter::new(r"id=\d+", "id=[id]").expect("valid");
        let code = "fmt.Println(\"id=42 0xc000123456 3s\")";
        let did = Script::code(code).filter(own).run();
        assert_eq!(did.stdout, "id=[id] [address] [duration]\n");
        assert!(Filter::new("(", "").is_err());
    }
}
