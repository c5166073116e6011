//! `burrow check`: what is wrong with files, with the packages in folders, or with all packages below
//! a folder, without running anything.

use crate::arguments::{CheckArguments, Format};
use crate::command::options;
use crate::files::{self, Loaded};
use crate::output;
use burrow_lang::compile::{Options, check_only};
use burrow_lang::diagnostic::json::{json_lines, json_problem};
use burrow_lang::diagnostic::render::first_line;
use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

/// Checks everything that the command line names. Fails when there is an error.
pub fn check_programs(check: &CheckArguments) -> ExitCode {
    let options = options(&check.build);
    let mut checker = Checker { check, options, shown: HashSet::new(), good: true };
    for name in &check.files {
        match name.strip_suffix("...").map(|folder| folder.trim_end_matches('/')) {
            Some(folder) => checker.check_below(if folder.is_empty() { "." } else { folder }),
            None => checker.check(name),
        }
    }
    if checker.good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Checker<'a> {
    check: &'a CheckArguments,
    options: Options,
    /// First lines of what has been shown: packages may share what they import.
    shown: HashSet<String>,
    good: bool,
}

impl Checker<'_> {
    /// Checks all packages below a folder.
    fn check_below(&mut self, folder: &str) {
        let folders = files::folders_below(Path::new(folder), false);
        if folders.is_empty() {
            self.problem(folder, &format!("no Go files below {folder}"));
        }
        folders.iter().for_each(|folder| self.check(&folder.to_string_lossy()));
    }

    fn check(&mut self, name: &str) {
        match files::load(name, &self.options) {
            Ok(loaded) => self.check_loaded(loaded),
            Err(message) => self.problem(name, &message),
        }
    }

    fn check_loaded(&mut self, loaded: Loaded) {
        let mut compilation = check_only(loaded.program, &loaded.sources, &self.options);
        self.good &= !compilation.has_errors();
        let map = &compilation.map;
        compilation.diagnostics.retain(|diagnostic| self.shown.insert(first_line(map, diagnostic)));
        match self.check.format {
            Format::Json => output::print(&json_lines(map, &compilation.diagnostics)),
            Format::Text => {
                output::diagnostics(map, &compilation.diagnostics, self.check.build.diagnostics, None);
            }
        }
    }

    fn problem(&mut self, name: &str, message: &str) {
        self.good = false;
        match self.check.format {
            Format::Json => output::print(&json_problem(name, message)),
            Format::Text => output::error(&format!("burrow: {message}\n")),
        }
    }
}
