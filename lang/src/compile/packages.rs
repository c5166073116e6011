//! The packages that a program imports: those of its own module, found folder by folder and parsed
//! here, and those of the library. What cannot be imported is refused in the go command's words.

use super::{Library, Reader, Sources};
use crate::check::checker::{Imported, Importer, ParsedFile, ParsedPackage};
use crate::hash::HashMap;
use crate::load::{Folder, Module, Options, Tags, Version};
use crate::syntax::Mode;
use std::borrow::Cow;

/// All parsed packages that a program can import.
pub struct Packages {
    pub(super) library: Library,
    module: Option<Module>,
    language: Option<Version>,
    tested: Option<String>,
    /// Packages of the module, or why there is none, by their import paths.
    own: HashMap<String, Result<ParsedPackage, String>>,
    /// The paths of `own` in the order in which they were found.
    order: Vec<String>,
}

impl Packages {
    /// Parses the packages of `module` that the files of a program import, directly or not.
    pub(super) fn load(
        files: &[ParsedFile],
        module: Option<Module>,
        sources: &dyn Sources,
        options: &Options,
        reader: &mut Reader,
    ) -> Packages {
        let (own, order) = (HashMap::default(), Vec::new());
        let (language, tested) = (options.language, options.tested.clone());
        let mut packages = Packages { library: Library::default(), module, language, tested, own, order };
        let Some(module) = packages.module.clone() else { return packages };
        let mut loader = Loader { module: &module, sources, tags: Tags::new(&options.tags), reader };
        let mut wanted: Vec<String> = imports(files).collect();
        let mut next = 0;
        while let Some(path) = wanted.get(next).cloned() {
            next += 1;
            if packages.own.contains_key(&path) {
                continue;
            }
            let Some((folder, part)) = packages.folder_of(&path, sources) else { continue };
            let loaded = loader.package(&path, &folder, part);
            if let Ok(files) = &loaded {
                wanted.extend(imports(files));
            }
            let language = packages.language();
            let package = |files| ParsedPackage { path: path.clone(), files, language };
            packages.own.insert(path.clone(), loaded.map(package));
            packages.order.push(path);
        }
        packages
    }

    /// The library alone.
    pub(super) fn of_library(library: Library) -> Packages {
        let (own, order) = (HashMap::default(), Vec::new());
        Packages { library, module: None, language: None, tested: None, own, order }
    }

    /// The language version of the program's own packages.
    pub(super) fn language(&self) -> Version {
        self.language.or(self.module.as_ref().map(|m| m.language)).unwrap_or(Version::CURRENT)
    }

    /// The files of the module's packages, in the order in which they were read.
    pub(super) fn own_files(&self) -> impl Iterator<Item = &ParsedFile> {
        let packages = self.order.iter().filter_map(|path| self.own.get(path)?.as_ref().ok());
        packages.flat_map(|package| &package.files)
    }

    /// The folder that the package `path` of the module lies in, and which of its files make it up.
    /// As in Go, the library's paths are those without a dot in their first element.
    fn folder_of(&self, path: &str, sources: &dyn Sources) -> Option<(String, Part)> {
        let module = self.module.as_ref()?;
        let (path, part) = match &self.tested {
            Some(tested) if tested == path => (path, Part::WithTests),
            Some(tested) if path.strip_suffix("_test") == Some(tested) => (&**tested, Part::ExternalTests),
            _ => (path, Part::Package),
        };
        let folder = module.folder_of(path)?;
        let standard = !first_element(path).contains('.') && sources.library(path).is_some();
        (!standard).then(|| (folder.to_string(), part))
    }

    /// Why the package `path` is not there.
    fn missing(&self, path: &str) -> String {
        if path == "C" {
            return "not supported yet: import \"C\" (cgo)".to_string();
        }
        if path.starts_with("./") || path.starts_with("../") || matches!(path, "." | "..") {
            return format!(
                "{path:?} is relative, but relative import paths are not supported in module mode"
            );
        }
        if !first_element(path).contains('.') {
            return format!("package {path} is not in std");
        }
        match self.module {
            Some(_) => {
                format!("no required module provides package {path}; to add it:\n\tgo get {path}")
            }
            None => format!(
                "no required module provides package {path}: go.mod file not found in current directory or any \
                 parent directory; see 'go help modules'"
            ),
        }
    }
}

impl Importer for Packages {
    fn import(&self, path: &str) -> Result<Imported, String> {
        let package = match self.own.get(path) {
            Some(package) => package.clone()?,
            None => match self.library.package(path) {
                Some(package) => return Ok(Imported::Library(package)),
                None => return Err(self.missing(path)),
            },
        };
        let name = package.files.iter().find_map(|(_, ast)| ast.package.as_ref());
        if name.is_some_and(|name| &*name.name == "main") && self.tested.as_deref() != Some(path) {
            return Err(format!("import {path:?} is a program, not an importable package"));
        }
        Ok(Imported::Own(package))
    }

    fn paths(&self) -> Vec<Cow<'static, str>> {
        self.library.paths()
    }
}

/// Which of a folder's files make up a package.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Package,
    /// The package under test, with its `_test.go` files.
    WithTests,
    /// The `_test.go` files of the package with `_test` after its name.
    ExternalTests,
}

/// Reads packages of the module.
struct Loader<'a> {
    module: &'a Module,
    sources: &'a dyn Sources,
    tags: Tags,
    reader: &'a mut Reader,
}

impl Loader<'_> {
    fn package(&mut self, path: &str, folder: &str, part: Part) -> Result<Vec<ParsedFile>, String> {
        let missing = || {
            if first_element(&self.module.path).contains('.') {
                format!("no required module provides package {path}; to add it:\n\tgo get {path}")
            } else {
                format!("package {path} is not in std")
            }
        };
        let source =
            self.sources.folder(folder)?.filter(|source| !source.files.is_empty()).ok_or_else(missing)?;
        let folder = Folder::select(source, &self.tags)?;
        let emptiness = folder.emptiness();
        let files = match part {
            Part::Package => folder.files,
            Part::WithTests => folder.files.into_iter().chain(folder.test_files).collect(),
            Part::ExternalTests => folder.external_test_files,
        };
        if files.is_empty() {
            return Err(emptiness);
        }
        Ok(files
            .into_iter()
            .filter_map(|(name, bytes)| self.reader.read(name, bytes, Mode::Package))
            .collect())
    }
}

fn first_element(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

fn imports(files: &[ParsedFile]) -> impl Iterator<Item = String> + '_ {
    files.iter().flat_map(|(_, ast)| ast.imports.iter().map(|import| import.path.clone()))
}
