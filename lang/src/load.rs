//! Programs of several files and packages: which files make up a package, which module it belongs to
//! and which language version it is written in. Folders and their files come through [`Sources`];
//! nothing here reads any.

pub mod constraint;
pub mod folder;
pub mod index;
pub mod library;
pub mod module;
pub mod version;

pub use constraint::{Constraint, Tags};
pub use folder::Folder;
pub use index::Index;
pub use library::LibrarySource;
pub use module::Module;
use std::borrow::Cow;
pub use version::Version;

/// Names, as diagnostics print them, and bytes of files.
pub type Files = Vec<(String, Vec<u8>)>;

/// The import path of a program that belongs to no module.
pub const NO_PATH: &str = "command-line-arguments";

/// Where package sources come from.
pub trait Sources {
    /// The library package `path`. `None`: there is no such package.
    fn library(&self, path: &str) -> Option<LibrarySource>;
    /// All import paths of the library, to import by use in scripts and to suggest names.
    fn library_paths(&self) -> Vec<Cow<'static, str>>;
    /// All Go files in a folder of the program's module, which is given from the module's root with
    /// slashes; "" is the root. `Ok(None)`: there is no such folder, or it belongs to another module.
    /// `Err`: it cannot be read.
    fn folder(&self, folder: &str) -> Result<Option<FolderSource>, String> {
        let _ = folder;
        Ok(None)
    }
}

/// The Go files of one folder.
#[derive(Clone, Debug, Default)]
pub struct FolderSource {
    /// Where it is, for messages.
    pub place: String,
    /// Its files, sorted by name.
    pub files: Files,
}

/// A program to compile: its own package, usually `main`.
#[derive(Clone, Debug)]
pub struct Program {
    /// The import path of its package, or [`NO_PATH`].
    pub path: String,
    /// The files of its package.
    pub files: Files,
    /// The module whose packages it can import besides the library. A script has none.
    pub module: Option<Module>,
}

impl Program {
    /// A program of these files alone.
    pub fn of_files(files: Files) -> Program {
        Program { path: NO_PATH.to_string(), files, module: None }
    }

    /// The package in a folder of a module (or of none, then it is the only one). `Err` says why there
    /// is none, as the go command does.
    pub fn of_folder(
        folder: &str,
        module: Option<Module>,
        sources: &dyn Sources,
        options: &Options,
    ) -> Result<Program, String> {
        let source = sources.folder(folder)?.ok_or_else(|| format!("no Go files in {folder}"))?;
        let selected = Folder::select(source, &Tags::new(&options.tags))?;
        if selected.files.is_empty() {
            return Err(selected.emptiness());
        }
        let path = module.as_ref().map_or_else(|| NO_PATH.to_string(), |module| module.path_of(folder));
        Ok(Program { path, files: selected.files, module })
    }

    /// The name of its package, if a file says one: a script has none.
    pub fn package_name(&self) -> Option<String> {
        self.files.iter().find_map(|(_, bytes)| folder::Head::of(bytes).package)
    }
}

impl From<Files> for Program {
    fn from(files: Files) -> Program {
        Program::of_files(files)
    }
}

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Build tags that hold besides those of the machine.
    pub tags: Vec<String>,
    /// The language version; without it the module's, without a module the current one.
    pub language: Option<Version>,
    /// The import path of the package under test: importing it gives the package with its
    /// `_test.go` files, and importing it with `_test` after its name gives its external tests.
    pub tested: Option<String>,
}
