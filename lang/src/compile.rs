//! The stages in a row: from sources to a program or diagnostics.

use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;
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

/// Compiles the program made of `files` (names and texts).
pub fn compile(_files: Vec<(String, Rc<str>)>, _sources: &dyn Sources, _options: &Options) -> Compilation {
    Compilation { map: SourceMap::default(), diagnostics: Vec::new(), program: None }
}
