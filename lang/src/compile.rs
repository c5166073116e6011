//! The stages in a row: from sources to a program or diagnostics.

pub mod dump;
mod library;
mod packages;
mod prune;

pub use library::Library;
pub use packages::Packages;

use crate::check::check_program;
use crate::check::checker::{ParsedFile, ParsedPackage};
use crate::check::info::Checked;
use crate::check::labels::check_branches;
use crate::diagnostic::{Code, Diagnostic, Severity};
pub use crate::load::{Options, Program, Sources};
use crate::source::{SourceMap, Span, decode};
use crate::syntax::{Mode, parse};
use std::rc::Rc;

/// The outcome.
pub struct Compilation {
    /// All texts, for rendering diagnostics.
    pub map: SourceMap,
    /// Errors and warnings, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// There when there are no errors.
    pub program: Option<burrow_bytecode::Program>,
}

impl Compilation {
    /// Whether something is wrong that keeps the program from running.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Everything parsed.
pub struct Parsed {
    /// All texts, the library's last.
    pub map: SourceMap,
    /// The program's own package.
    pub program: ParsedPackage,
    /// What it imports.
    pub packages: Packages,
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the trees are whole, so that they can be checked.
    pub fn is_whole(&self) -> bool {
        self.diagnostics.iter().all(|d| d.code != Code::InvalidSyntaxTree)
    }

    /// Parses what the program needs of the library; `prune`: without what it cannot refer to.
    fn load_library(&mut self, sources: &dyn Sources, prune: bool) {
        let own: Vec<&ParsedFile> = self.program.files.iter().chain(self.packages.own_files()).collect();
        let roots = library::roots(&own, &sources.library_paths());
        let pruned = prune.then(|| prune::prune_library(&own, &self.map, &roots, sources));
        let sources = pruned.as_ref().map_or(sources, |pruned| pruned as &dyn Sources);
        self.packages.library = Library::load(roots, sources, &mut self.map, &mut self.diagnostics);
    }
}

/// Reads the program, the packages of its module that it imports, and what it needs of the library.
pub fn parse_program(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Parsed {
    let mut parsed = parse_own(program.into(), sources, options);
    parsed.load_library(sources, false);
    parsed
}

/// Reads the program and the packages of its module that it imports.
fn parse_own(program: Program, sources: &dyn Sources, options: &Options) -> Parsed {
    let mut reader = Reader::default();
    let files = program.files.into_iter().filter_map(|(name, bytes)| reader.read(name, bytes, Mode::Program));
    let files: Vec<ParsedFile> = files.collect();
    let script = files.iter().any(|(_, ast)| ast.package.is_none());
    let module = program.module.filter(|_| !script);
    let packages = Packages::load(&files, module, sources, options, &mut reader);
    let language = packages.language();
    let program = ParsedPackage { path: program.path, files, language, library: false };
    Parsed { map: reader.map, program, packages, diagnostics: reader.diagnostics }
}

/// Takes in the texts of a program's own packages.
#[derive(Default)]
struct Reader {
    map: SourceMap,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// Parses a file. `None`: there is no room for it.
    fn read(&mut self, name: String, bytes: Vec<u8>, mode: Mode) -> Option<ParsedFile> {
        let (text, invalid) = decode(bytes);
        let Some(file) = self.map.add(name.clone(), text) else {
            let first = self.map.files().first().map_or_else(Span::default, |f| Span::new(f.base, f.base));
            let message = format!("{name}: the program is larger than 4 GiB");
            self.diagnostics.push(Diagnostic::error(Code::InvalidSyntaxTree, first, message));
            return None;
        };
        let base = self.map.file(file).base;
        let complaint = |at: u32| {
            let span = Span::new(base + at, base + at + 1);
            Diagnostic::error(Code::InvalidSyntaxTree, span, "invalid UTF-8 encoding")
        };
        self.diagnostics.extend(invalid.into_iter().map(complaint));
        let (ast, found) = parse(&self.map, file, mode);
        self.diagnostics.extend(found);
        self.diagnostics.extend(check_branches(&ast, &self.map));
        Some((file, Rc::new(ast)))
    }
}

/// Compiles a program. Most of the library is left out at first; diagnostics come from a second look
/// with all of it, so that they can tell what there is.
pub fn compile(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Compilation {
    let (parsed, checked) = check_sources(program, sources, options);
    let program = checked.map(|checked| lower(checked, &parsed));
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program }
}

/// The same without making anything to run.
pub fn check_only(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Compilation {
    let (parsed, _) = check_sources(program, sources, options);
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program: None }
}

fn check_sources(
    program: impl Into<Program>,
    sources: &dyn Sources,
    options: &Options,
) -> (Parsed, Option<Checked>) {
    let mut parsed = parse_own(program.into(), sources, options);
    let (files, own) = (parsed.map.files().len(), parsed.diagnostics.clone());
    parsed.load_library(sources, true);
    let (mut parsed, mut checked) = check(parsed);
    if !parsed.diagnostics.is_empty() {
        parsed.map.truncate(files);
        parsed.diagnostics = own;
        parsed.load_library(sources, false);
        (parsed, checked) = check(parsed);
    }
    (parsed, checked)
}

/// Checks what has been parsed. The results are there when nothing is wrong; what is wrong is
/// added to the diagnostics.
pub fn check(mut parsed: Parsed) -> (Parsed, Option<Checked>) {
    if !parsed.is_whole() {
        return (parsed, None);
    }
    let mut checked = check_program(parsed.program.clone(), &parsed.packages, &parsed.map);
    if parsed.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        // As the checker does: what only matters for running comes after everything else.
        checked.diagnostics.retain(|d| !matches!(d.code, Code::MissingMain | Code::MissingBody));
    }
    parsed.diagnostics.append(&mut checked.diagnostics);
    parsed.diagnostics.sort_by_key(|d| (d.span.lo, d.span.hi));
    let wrong = parsed.diagnostics.iter().any(|d| d.severity == Severity::Error);
    (parsed, if wrong { None } else { Some(checked) })
}

fn lower(checked: Checked, parsed: &Parsed) -> burrow_bytecode::Program {
    let program = crate::ir::build::build(checked);
    let mut lowered = crate::lower::lower(&program, &parsed.map);
    for (file, _) in parsed.program.files.iter().chain(parsed.packages.own_files()) {
        lowered.files[file.0 as usize].library = false;
    }
    lowered
}
