//! The stages in a row: from sources to a program or diagnostics.

pub mod dump;
mod library;
mod packages;
pub mod session;

pub use library::{Library, LibraryPackage};
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
}

/// Reads the program, the packages of its module that it imports, and what it needs of the library.
pub fn parse_program(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Parsed {
    let program = program.into();
    let mut reader = Reader::default();
    let files = program.files.into_iter().filter_map(|(name, bytes)| reader.read(name, bytes, Mode::Program));
    let files: Vec<ParsedFile> = files.collect();
    let script = files.iter().any(|(_, ast)| ast.package.is_none());
    let module = program.module.filter(|_| !script);
    let mut packages = Packages::load(&files, module, sources, options, &mut reader);
    let own: Vec<&ParsedFile> = files.iter().chain(packages.own_files()).collect();
    let roots = library::roots(&own, &sources.library_paths());
    packages.library = Library::load(roots, sources, &mut reader.map);
    let program = ParsedPackage { path: program.path, files, language: packages.language() };
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

/// Compiles a program.
pub fn compile(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Compilation {
    let (parsed, checked) = check(parse_program(program, sources, options));
    let program = checked.map(|checked| lower(checked, &parsed));
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program }
}

/// The same without making anything to run.
pub fn check_only(program: impl Into<Program>, sources: &dyn Sources, options: &Options) -> Compilation {
    let (parsed, _) = check(parse_program(program, sources, options));
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program: None }
}

/// All that is wrong with a library package, used or not, for those who write it.
pub fn check_library(path: &str, sources: &dyn Sources) -> Compilation {
    let mut map = SourceMap::default();
    let wanted = vec!["runtime".into(), path.to_string().into()];
    let packages = Packages::of_library(Library::load(wanted, sources, &mut map));
    let diagnostics = crate::check::check_library(path, &packages, &map);
    Compilation { map, diagnostics, program: None }
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
    lower_files(checked, &parsed.map, parsed.program.files.iter().chain(parsed.packages.own_files()))
}

/// `own`: the files that are not the library's.
fn lower_files<'a>(
    checked: Checked,
    map: &SourceMap,
    own: impl Iterator<Item = &'a ParsedFile>,
) -> burrow_bytecode::Program {
    let program = crate::ir::build::build(checked);
    let mut lowered = crate::lower::lower(&program, map);
    for (file, _) in own {
        lowered.files[file.0 as usize].library = false;
    }
    lowered
}
