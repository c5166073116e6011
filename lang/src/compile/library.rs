//! Finds the library packages that a program may need: what it imports, directly or not, what every
//! program needs, and what a script may import by using its name. Their texts go into the source
//! map; their declarations are parsed when the checker asks for them.

use super::Sources;
use crate::check::checker::ParsedFile;
use crate::hash::{HashMap, HashSet};
use crate::load::Index;
use crate::load::index::LibraryHead;
use crate::source::{FileId, SourceMap};
use crate::syntax::ast::{Ast, ExprKind};
use std::cell::OnceCell;
use std::rc::Rc;

/// Packages that every program needs.
const ALWAYS: &[&str] = &["runtime"];

/// The part of the library within reach.
#[derive(Default)]
pub struct Library {
    packages: HashMap<String, Rc<LibraryPackage>>,
    paths: Vec<String>,
}

/// A package of the library.
pub struct LibraryPackage {
    /// Its name.
    pub name: String,
    /// Its files.
    pub files: Vec<LibraryFile>,
    index: OnceCell<Index>,
}

/// A file of a library package.
pub struct LibraryFile {
    /// In the source map.
    pub id: FileId,
    /// Local names (where one is given) and paths of its imports.
    pub imports: Vec<(Option<String>, String)>,
}

impl LibraryPackage {
    /// Where its declarations stand; looked for when somebody asks first.
    pub fn declarations(&self, map: &SourceMap) -> &Index {
        self.index.get_or_init(|| {
            Index::new(self.files.iter().map(|file| map.file(file.id).text.clone()).collect())
        })
    }
}

impl Library {
    /// The packages `roots` and what they import; the texts are added to `map`.
    pub(super) fn load(roots: Vec<String>, sources: &dyn Sources, map: &mut SourceMap) -> Library {
        let mut library = Library { packages: HashMap::default(), paths: sources.library_paths() };
        let mut wanted = roots;
        let mut asked = HashSet::default();
        while let Some(path) = wanted.pop() {
            if !asked.insert(path.clone()) {
                continue;
            }
            let Some(texts) = sources.library(&path) else { continue };
            let mut package =
                LibraryPackage { name: String::new(), files: Vec::new(), index: OnceCell::new() };
            for (name, text) in texts {
                let head = LibraryHead::of(&text);
                let Some(id) = map.add(name, text) else { continue };
                wanted.extend(head.imports.iter().map(|(_, path)| path.clone()));
                package.name = head.package;
                package.files.push(LibraryFile { id, imports: head.imports });
            }
            library.packages.insert(path, Rc::new(package));
        }
        library
    }

    /// A package.
    pub fn package(&self, path: &str) -> Option<Rc<LibraryPackage>> {
        self.packages.get(path).cloned()
    }

    /// All import paths of the library.
    pub fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }
}

/// The packages that the files of a program ask for.
pub(super) fn roots(program: &[&ParsedFile], paths: &[String]) -> Vec<String> {
    let mut wanted: Vec<String> = ALWAYS.iter().map(|path| path.to_string()).collect();
    for (_, ast) in program {
        wanted.extend(ast.imports.iter().map(|import| import.path.clone()));
        if ast.package.is_none() {
            wanted.extend(named_in(ast, paths));
        }
    }
    wanted
}

/// Packages that a script may mean by `name.…`.
fn named_in(ast: &Ast, paths: &[String]) -> Vec<String> {
    let mut names: HashSet<&str> = HashSet::default();
    for expr in &ast.exprs {
        if let ExprKind::Selector { x, .. } = expr.kind
            && let ExprKind::Ident(name) = &ast[x].kind
        {
            names.insert(&name.name);
        }
    }
    let last = |path: &str| path.rsplit('/').find(|part| !is_version(part)).unwrap_or("").to_string();
    paths.iter().filter(|path| names.contains(&*last(path))).cloned().collect()
}

/// `v2` in `math/rand/v2` is no name.
fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
