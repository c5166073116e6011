//! Finds the library packages that a program may need: what it imports, directly or not, what every
//! program needs, and what a script may import by using its name. Their texts go into the source
//! map; their declarations are parsed when the checker asks for them.

use super::Sources;
use crate::check::checker::ParsedFile;
use crate::hash::{HashMap, HashSet};
use crate::load::Index;
use crate::load::LibrarySource;
use crate::source::{FileId, SourceMap};
use crate::syntax::ast::{Ast, ExprKind};
use burrow_bytecode::library::Import;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

/// Packages that every program needs.
const ALWAYS: &[&str] = &["runtime"];

/// The part of the library within reach.
#[derive(Default)]
pub struct Library {
    packages: HashMap<Cow<'static, str>, Rc<LibraryPackage>>,
    paths: Vec<Cow<'static, str>>,
}

/// A package of the library.
pub struct LibraryPackage {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its files.
    pub files: Vec<LibraryFile>,
    source: LibrarySource,
    index: OnceCell<Index>,
}

/// A file of a library package.
pub struct LibraryFile {
    /// In the source map.
    pub id: FileId,
    /// Its imports.
    pub imports: Cow<'static, [Import]>,
}

impl LibraryPackage {
    /// Where its declarations stand; looked for when somebody asks first.
    pub fn declarations(&self, map: &SourceMap) -> &Index {
        self.index.get_or_init(|| {
            self.source.index(self.files.iter().map(|file| map.file(file.id).text.clone()).collect())
        })
    }
}

impl Library {
    /// The packages `roots` and what they import; the texts are added to `map`.
    pub(super) fn load(roots: Vec<Cow<'static, str>>, sources: &dyn Sources, map: &mut SourceMap) -> Library {
        let mut library = Library { packages: HashMap::default(), paths: sources.library_paths() };
        let mut wanted = roots;
        let mut asked = HashSet::default();
        while let Some(path) = wanted.pop() {
            if !asked.insert(path.clone()) {
                continue;
            }
            let Some(source) = sources.library(&path) else { continue };
            let (name, texts) = source.open();
            let mut files = Vec::with_capacity(texts.len());
            for file in texts {
                let id = match file.lines {
                    Some(lines) => map.add_with_lines(file.name, file.text, lines),
                    None => map.add(file.name, file.text),
                };
                let Some(id) = id else { continue };
                wanted.extend(file.imports.iter().map(|import| import.path.clone()));
                files.push(LibraryFile { id, imports: file.imports });
            }
            let package = LibraryPackage { name, files, source, index: OnceCell::new() };
            library.packages.insert(path, Rc::new(package));
        }
        library
    }

    /// A package.
    pub fn package(&self, path: &str) -> Option<Rc<LibraryPackage>> {
        self.packages.get(path).cloned()
    }

    /// All import paths of the library.
    pub fn paths(&self) -> Vec<Cow<'static, str>> {
        self.paths.clone()
    }
}

/// The packages that the files of a program ask for.
pub(super) fn roots(program: &[&ParsedFile], paths: &[Cow<'static, str>]) -> Vec<Cow<'static, str>> {
    let mut wanted: Vec<Cow<'static, str>> = ALWAYS.iter().map(|&path| path.into()).collect();
    for (_, ast) in program {
        wanted.extend(ast.imports.iter().map(|import| Cow::Owned(import.path.to_string())));
        if ast.package.is_none() {
            wanted.extend(named_in(ast, paths));
        }
    }
    wanted
}

/// Packages that a script may mean by `name.…`.
fn named_in(ast: &Ast, paths: &[Cow<'static, str>]) -> Vec<Cow<'static, str>> {
    let mut names: HashSet<&str> = HashSet::default();
    for expr in &ast.exprs {
        if let ExprKind::Selector { x, .. } = expr.kind
            && let ExprKind::Ident(name) = &ast[x].kind
        {
            names.insert(&name.name);
        }
    }
    paths.iter().filter(|path| names.contains(last_name(path))).cloned().collect()
}

/// The last element of an import path that is no version.
fn last_name(path: &str) -> &str {
    path.rsplit('/').find(|part| !is_version(part)).unwrap_or("")
}

/// `v2` in `math/rand/v2` is no name.
fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
