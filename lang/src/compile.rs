//! The stages in a row: from sources to a program or diagnostics.

pub mod dump;
mod library;
mod prune;

pub use library::Library;

use crate::check::check_program;
use crate::check::checker::ParsedFile;
use crate::check::info::Checked;
use crate::check::labels::check_branches;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{SourceMap, Span, decode};
use crate::syntax::{Mode, parse};
use std::rc::Rc;

/// Where package sources come from.
pub trait Sources {
    /// The Go files of the library package `path`: names and texts. `None`: there is no such package.
    fn library(&self, path: &str) -> Option<Vec<(String, Rc<str>)>>;
    /// All import paths of the library, to import by use in scripts and to suggest names.
    fn library_paths(&self) -> Vec<String>;
}

/// What to compile and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Later: language version, …
    _private: (),
}

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
    /// All texts.
    pub map: SourceMap,
    /// The program's own files.
    pub files: Vec<ParsedFile>,
    /// What it imports.
    pub library: Library,
    /// What is wrong so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the trees are whole, so that they can be checked.
    pub fn is_whole(&self) -> bool {
        self.diagnostics.iter().all(|d| d.code != Code::InvalidSyntaxTree)
    }
}

/// Reads the program made of `files` (names and bytes), and the library packages that it needs.
pub fn parse_program(files: Vec<(String, Vec<u8>)>, sources: &dyn Sources) -> Parsed {
    parse_with(files, sources, false)
}

/// `prune`: of the library only what the program can refer to.
fn parse_with(files: Vec<(String, Vec<u8>)>, sources: &dyn Sources, prune: bool) -> Parsed {
    let mut map = SourceMap::default();
    let mut diagnostics = Vec::new();
    let mut parsed = Vec::new();
    for (name, bytes) in files {
        let (text, invalid) = decode(bytes);
        let Some(file) = map.add(name.clone(), text) else {
            let first = map.files().first().map_or_else(Span::default, |f| Span::new(f.base, f.base));
            let message = format!("{name}: the program is larger than 4 GiB");
            diagnostics.push(Diagnostic::error(Code::InvalidSyntaxTree, first, message));
            continue;
        };
        let base = map.file(file).base;
        let complaint = |at: u32| {
            let span = Span::new(base + at, base + at + 1);
            Diagnostic::error(Code::InvalidSyntaxTree, span, "invalid UTF-8 encoding")
        };
        diagnostics.extend(invalid.into_iter().map(complaint));
        let (ast, found) = parse(&map, file, Mode::Program);
        diagnostics.extend(found);
        diagnostics.extend(check_branches(&ast, &map));
        parsed.push((file, Rc::new(ast)));
    }
    let pruned = prune.then(|| prune_library(&parsed, &map, sources));
    let sources = pruned.as_ref().map_or(sources, |pruned| pruned as &dyn Sources);
    let library = Library::load(&parsed, sources, &mut map, &mut diagnostics);
    Parsed { map, files: parsed, library, diagnostics }
}

fn prune_library(program: &[ParsedFile], map: &SourceMap, sources: &dyn Sources) -> prune::Pruned {
    let texts: Vec<&str> = program.iter().map(|(file, _)| &*map.file(*file).text).collect();
    let is_dot = |name: &crate::syntax::ast::Ident| &*name.name == ".";
    let imports = program.iter().flat_map(|(_, ast)| &ast.imports);
    let dot = imports.filter_map(|import| import.name.as_ref()).any(is_dot);
    prune::prune(&texts, dot, library::roots(program, &sources.library_paths()), sources)
}

/// Compiles the program made of `files` (names and bytes). Most of the library is left out at
/// first; diagnostics come from a second look with all of it, so that they can tell what there is.
pub fn compile(files: Vec<(String, Vec<u8>)>, sources: &dyn Sources, _options: &Options) -> Compilation {
    let (mut parsed, mut checked) = check(parse_with(files.clone(), sources, true));
    if !parsed.diagnostics.is_empty() {
        (parsed, checked) = check(parse_program(files, sources));
    }
    let program = checked.map(|checked| lower(checked, &parsed));
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program }
}

/// Checks what has been parsed. The results are there when nothing is wrong; what is wrong is
/// added to the diagnostics.
pub fn check(mut parsed: Parsed) -> (Parsed, Option<Checked>) {
    if !parsed.is_whole() {
        return (parsed, None);
    }
    let mut checked = check_program(parsed.files.clone(), &parsed.library, &parsed.map);
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
    for (file, _) in &parsed.files {
        lowered.files[file.0 as usize].library = false;
    }
    lowered
}
