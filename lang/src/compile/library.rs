//! Finds and parses the library packages that a program needs: what it imports, directly or not,
//! what every program needs, and what a script may import by using its name. Nothing else of the
//! library is looked at.

use super::Sources;
use crate::check::checker::{ParsedFile, ParsedPackage};
use crate::diagnostic::Diagnostic;
use crate::load::Version;
use crate::source::SourceMap;
use crate::syntax::ast::{Ast, ExprKind};
use crate::syntax::{Mode, parse};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Packages that every program needs.
const ALWAYS: &[&str] = &["runtime"];

/// The parsed part of the library.
#[derive(Default)]
pub struct Library {
    packages: HashMap<String, Vec<ParsedFile>>,
    paths: Vec<String>,
}

impl Library {
    /// Parses the packages `roots` and what they import, adding the texts to `map`.
    pub(super) fn load(
        roots: Vec<String>,
        sources: &dyn Sources,
        map: &mut SourceMap,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Library {
        let mut library = Library { packages: HashMap::new(), paths: sources.library_paths() };
        let mut wanted = roots;
        let mut asked = HashSet::new();
        while let Some(path) = wanted.pop() {
            if !asked.insert(path.clone()) {
                continue;
            }
            let Some(texts) = sources.library(&path) else { continue };
            let mut files = Vec::new();
            for (name, text) in texts {
                let Some(file) = map.add(name, text) else { continue };
                let (ast, found) = parse(map, file, Mode::Library);
                diagnostics.extend(found);
                wanted.extend(imports(&ast));
                files.push((file, Rc::new(ast)));
            }
            library.packages.insert(path, files);
        }
        library
    }

    /// A parsed package.
    pub fn package(&self, path: &str) -> Option<ParsedPackage> {
        let files = self.packages.get(path)?.clone();
        Some(ParsedPackage { path: path.to_string(), files, language: Version::CURRENT, library: true })
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
        wanted.extend(imports(ast));
        if ast.package.is_none() {
            wanted.extend(named_in(ast, paths));
        }
    }
    wanted
}

/// Packages that a script may mean by `name.…`.
fn named_in(ast: &Ast, paths: &[String]) -> Vec<String> {
    let mut names: HashSet<&str> = HashSet::new();
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
pub(super) fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn imports(ast: &Ast) -> impl Iterator<Item = String> + '_ {
    ast.imports.iter().map(|import| import.path.clone())
}
