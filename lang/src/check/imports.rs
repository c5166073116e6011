//! Imports: loading packages with all that they import, import declarations, imports by
//! use in scripts, and "imported and not used".

use super::checker::{Checker, Imported, ParsedFile, ParsedPackage};
use super::info::{ExprInfo, FileIndex, FileInfo, Language, Mode, ObjectId, ObjectKind, Package, PackageId};
use super::scope::{ScopeId, ScopeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::load::{Constraint, Version};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{Ast, ExprKind, Import, Name};
use crate::types::TypeId;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Where several library packages have the same last element, the one that scripts mean.
const PREFERRED: &[&str] = &["math/rand", "text/template", "encoding/json", "go/ast", "text/scanner"];

/// An import declaration, for the check of unused ones.
pub(crate) struct ImportUse {
    object: ObjectId,
    file: FileIndex,
    path: String,
}

impl Checker<'_> {
    /// The package `path`, loaded with all it imports when it is new. `Err` says why there is none.
    pub(super) fn load_package(&mut self, path: &str) -> Result<PackageId, String> {
        if let Some(&id) = self.packages_by_path.get(path) {
            return Ok(id);
        }
        if path == "unsafe" {
            let id = self.unsafe_package();
            self.packages_by_path.insert(path.into(), id);
            return Ok(id);
        }
        let ParsedPackage { files, language, .. } = match self.importer.import(path)? {
            Imported::Library(source) => return Ok(self.new_library_package(path, source)),
            Imported::Own(package) => package,
        };
        if path == self.program_path || self.loading.iter().any(|(p, _)| p == path) {
            return Err(self.import_cycle(path));
        }
        self.load_imports(path, &files);
        let name =
            files.iter().find_map(|(_, ast)| ast.package.as_ref()).map_or("".into(), |p| p.name.clone());
        let id = self.new_package(path.into(), name, false, false);
        self.packages_by_path.insert(path.into(), id);
        for (_, ast) in files {
            self.add_file(id, ast, language);
        }
        self.collect_objects(id);
        Ok(id)
    }

    /// Loads what the files of the package `path` import. What goes wrong is reported later, where
    /// the imports are declared.
    pub(super) fn load_imports(&mut self, path: &str, files: &[ParsedFile]) {
        for (file, ast) in files {
            let name = base(&self.map.file(*file).name).to_string();
            for import in &ast.imports {
                self.loading.push((path.to_string(), name.clone()));
                let _ = recurse(|| self.load_package(&import.path));
                self.loading.pop();
            }
        }
    }

    /// The chain of imports that leads back to `path`, as the go command tells it.
    fn import_cycle(&self, path: &str) -> String {
        let mut text = format!("package {}", self.program_path);
        let mut from = String::new();
        for (package, file) in self.loading.iter() {
            if *package != self.program_path {
                text += &format!("\n\timports {package} from {from}");
            }
            from.clone_from(file);
        }
        text += &format!("\n\timports {path} from {from}: import cycle not allowed");
        text
    }

    /// A new package without files.
    pub(super) fn new_package(
        &mut self,
        path: Rc<str>,
        name: Name,
        library: bool,
        script: bool,
    ) -> PackageId {
        let scope = self.scopes.open(Some(self.universe), ScopeKind::Package);
        self.packages.push(Package {
            path,
            name,
            files: Vec::new(),
            imports: Vec::new(),
            scope: HashMap::default(),
            init_order: Vec::new(),
            inits: Vec::new(),
            library,
            script,
            layer: self.layer,
        });
        self.package_scopes.push(scope);
        PackageId(self.packages.len() as u32 - 1)
    }

    /// Adds a file to a package, its tables empty.
    pub(super) fn add_file(&mut self, package: PackageId, ast: Rc<Ast>, language: Version) -> FileIndex {
        let file = FileIndex(self.files.len() as u32);
        let unknown = ExprInfo { mode: Mode::Invalid, ty: TypeId::INVALID, value: None };
        self.files.push(FileInfo {
            package,
            language: file_language(&ast, language),
            exprs: vec![unknown; ast.exprs.len()],
            objects: vec![None; ast.idents.len()],
            ast,
            selections: HashMap::default(),
            instances: HashMap::default(),
            type_switch_vars: HashMap::default(),
            func_lits: HashMap::default(),
        });
        let parent = self.package_scopes[package.0 as usize];
        self.file_scopes.push(self.scopes.open(Some(parent), ScopeKind::File));
        self.packages[package.0 as usize].files.push(file);
        file
    }

    /// Declares the imports of the current file.
    pub(super) fn declare_imports(&mut self) {
        let ast = self.ast();
        for import in &ast.imports {
            self.declare_import(import);
        }
    }

    fn declare_import(&mut self, import: &Import) {
        if let Err(cause) = valid_import_path(&import.path) {
            let message = format!("invalid import path ({cause})");
            return self.error(Code::BadImportPath, import.path_span, message);
        }
        self.loading.push(self.importing_file());
        let loaded = self.load_package(&import.path);
        self.loading.pop();
        let package = match loaded {
            Ok(package) => package,
            Err(why) => return self.report_missing_package(import, &why),
        };
        let own = self.packages[self.env.package.0 as usize].library;
        if !own && self.packages[package.0 as usize].library && import.path.starts_with("internal/") {
            let message = format!("use of internal package {} not allowed", import.path);
            self.error(Code::BadImportPath, import.path_span, message);
        }
        let own = self.packages[package.0 as usize].name.clone();
        let name = import.name.as_ref().map_or(own, |n| n.name.clone());
        let span = import.name.as_ref().map_or(import.path_span, |n| n.span);
        if &*name == "init" {
            let message = "cannot import package as init - init must be a func";
            return self.error(Code::InvalidInitDecl, span, message);
        }
        let imports = &mut self.packages[self.env.package.0 as usize].imports;
        if !imports.contains(&package) {
            imports.push(package);
        }
        let object = self.new_object(name.clone(), ObjectKind::Package(package), TypeId::INVALID, span);
        if let Some(ident) = &import.name {
            self.record_def(ident, Some(object));
        }
        if self.refuse_internal(import, package) {
            self.mark_used(object);
        }
        if &*name != "_" {
            let path = import.path.clone();
            self.import_uses.push(ImportUse { object, file: self.env.file, path });
        }
        let scope = self.file_scopes[self.env.file.0 as usize];
        if &*name == "." {
            self.declare_dot_import(scope, package, object, span);
        } else {
            self.declare(scope, None, object, 0);
        }
    }

    fn declare_dot_import(&mut self, scope: ScopeId, package: PackageId, import: ObjectId, span: Span) {
        let names = self.library_names(package);
        names.iter().filter(|name| crate::types::is_exported(name)).for_each(|name| {
            self.member(package, name);
        });
        let from = self.package_scopes[package.0 as usize];
        let entries: Vec<_> = self.scopes.get(from).entries().map(|(n, o)| (n.clone(), o)).collect();
        for (name, object) in entries {
            if !crate::types::is_exported(&name) {
                continue;
            }
            match self.scopes.insert(scope, name.clone(), object, 0) {
                Some(other) => {
                    self.report_redeclared(span, &format!("{name} redeclared in this block"), other);
                }
                None => {
                    self.dot_imports.insert((scope, object), import);
                }
            }
        }
    }

    /// The import path of the current package, and its current file.
    fn importing_file(&self) -> (String, String) {
        let path = match &*self.packages[self.env.package.0 as usize].path {
            "main" => self.program_path.clone(),
            path => path.to_string(),
        };
        let place = self.map.file_of(self.env.ast.span);
        (path, base(&self.map.file(place).name).to_string())
    }

    /// A package below a folder `internal` can be imported from below that folder's parent only.
    /// Whether it was refused.
    fn refuse_internal(&mut self, import: &Import, package: PackageId) -> bool {
        let elements: Vec<&str> = import.path.split('/').collect();
        let Some(internal) = elements.iter().rposition(|e| *e == "internal") else { return false };
        let (from, _) = self.importing_file();
        let parent = elements[..internal].join("/");
        let below = from.strip_prefix(&parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let refused = !self.in_library() && (!below || self.packages[package.0 as usize].library);
        if refused {
            let message = format!("use of internal package {} not allowed", import.path);
            self.error(Code::BrokenImport, import.place(), message);
        }
        refused
    }

    fn report_missing_package(&mut self, import: &Import, why: &str) {
        let path = &import.path;
        let mut diagnostic = Diagnostic::error(Code::BrokenImport, import.place(), why);
        let last = path.rsplit('/').next().unwrap_or(path);
        let alike = self.library_candidates(last).into_iter().next();
        if let Some(other) = alike.filter(|other| other != path) {
            diagnostic = diagnostic.hint(format!("did you mean {other:?}?"));
        } else if why.contains("is not in std") || why.contains("no required module") {
            diagnostic = diagnostic
                .hint("not supported yet: packages outside the module and the library that burrow has");
        }
        self.report(diagnostic);
        // What is selected from it is unknown, and no further error.
        let name: Name = import.name.as_ref().map_or(last.into(), |n| n.name.clone());
        if &*name != "_" && &*name != "." {
            let object = self.new_object(name, ObjectKind::TypeName, TypeId::INVALID, import.path_span);
            self.mark_used(object);
            let scope = self.file_scopes[self.env.file.0 as usize];
            self.declare(scope, None, object, 0);
        }
    }

    /// Library paths whose last element is `name`, the one that is meant first.
    pub(super) fn library_candidates(&self, name: &str) -> Vec<String> {
        let internal = |p: &str| p.split('/').any(|e| e == "internal");
        let last = |p: &str| p.rsplit('/').next() == Some(name);
        let mut paths: Vec<String> =
            self.library_paths.iter().filter(|p| last(p) && !internal(p)).map(|p| p.to_string()).collect();
        let rank = |p: &str| PREFERRED.iter().position(|q| *q == p).unwrap_or(PREFERRED.len());
        paths.sort_by_key(|p| (p.contains('/'), rank(p), p.matches('/').count(), p.clone()));
        paths
    }

    /// Loads the packages that a script may import by use: those named like the left side of one of
    /// its selector expressions.
    pub(super) fn load_packages_by_use(&mut self, ast: &Ast) {
        let mut names = BTreeSet::new();
        for expr in &ast.exprs {
            if let ExprKind::Selector { x, .. } = &expr.kind
                && let ExprKind::Ident(ident) = &ast[*x].kind
            {
                names.insert(ident.name.clone());
            }
        }
        for name in names {
            if let Some(path) = self.library_candidates(&name).into_iter().next() {
                let _ = self.load_package(&path);
            }
        }
    }

    /// In a script: the library package that the undeclared `name` stands for, now imported.
    pub(super) fn import_by_use(&mut self, name: &str) -> Option<ObjectId> {
        let path = self.library_candidates(name).into_iter().next()?;
        let package = *self.packages_by_path.get(path.as_str())?;
        let object =
            self.new_object(name.into(), ObjectKind::Package(package), TypeId::INVALID, Span::default());
        self.mark_used(object);
        let scope = self.file_scopes[self.env.file.0 as usize];
        self.scopes.insert(scope, name.into(), object, 0);
        let imports = &mut self.packages[self.env.package.0 as usize].imports;
        if !imports.contains(&package) {
            imports.push(package);
        }
        Some(object)
    }

    /// Reports imports that nothing uses.
    pub(super) fn check_unused_imports(&mut self) {
        for import in std::mem::take(&mut self.import_uses) {
            let object = self.object(import.object).clone();
            let env = self.file_environment(import.file);
            if object.used || self.packages[env.package.0 as usize].library {
                continue;
            }
            let path = &import.path;
            let last = path.rsplit('/').next().unwrap_or(path);
            let message = if *object.name == *last || &*object.name == "." {
                format!("{path:?} imported and not used")
            } else {
                format!("{path:?} imported as {} and not used", object.name)
            };
            self.with_environment(env, |c| c.unused_error(Code::UnusedImport, object.span, message));
        }
    }
}

/// The language version of a file: its package's, unless a build constraint names another. One before
/// [`Version::FILE_MIN`] means that one, as in Go.
fn file_language(ast: &Ast, package: Version) -> Language {
    let lines = ast.directives.iter().map(|(_, text)| text).filter(|text| text.starts_with("//go:build"));
    let version = lines.filter_map(|line| Constraint::parse(line).ok()?.version()).next();
    match version {
        Some(version) => {
            Language { version: version.max(Version::FILE_MIN), declared: version >= Version::FILE_MIN }
        }
        None => Language { version: package, declared: false },
    }
}

/// The last element of a file's path.
fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn valid_import_path(path: &str) -> Result<(), String> {
    const ILLEGAL: &str = "!\"#$%&'()*,:;<=>?[\\]^{|}`\u{FFFD}";
    if path.is_empty() {
        return Err("empty string".into());
    }
    let bad = path.chars().find(|&c| c.is_control() || c.is_whitespace() || ILLEGAL.contains(c));
    bad.map_or(Ok(()), |c| Err(format!("invalid character U+{:04X} '{c}'", c as u32)))
}
