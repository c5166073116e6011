//! The checker's entry: a program (or script) and all it imports. Of library packages only what the
//! program refers to is checked, through as many steps as it takes: declarations when they are
//! looked up, function bodies from a queue.

use super::checker::{Checker, FunctionContext, Importer, ParsedPackage, Progress};
use super::info::{Checked, FileIndex, ObjectId, ObjectKind, PackageId, WELL_KNOWN};
use super::resolve::has_statements;
use super::scope::{ScopeId, ScopeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceMap;
use crate::syntax::ast::{Ast, Decl, Item, Name, StmtKind};
use std::rc::Rc;

/// Checks a program, which may be a script, and the packages of its own that it imports. All imported
/// packages come from `importer`; `runtime` is always among them.
pub fn check_program(program: ParsedPackage, importer: &dyn Importer, map: &SourceMap) -> Checked {
    let mut checker = Checker::new(importer, map);
    let package = checker.load_program(program);
    let own: Vec<PackageId> = checker.own_packages();
    own.iter().for_each(|&package| checker.check_declarations(package));
    checker.check_runtime();
    checker.check_script(package);
    checker.check_bodies();
    checker.check_unused(package);
    checker.set_init_orders();
    checker.check_linkage(&own);
    checker.record_untyped();
    let files = checker.packages[package.0 as usize].files.clone();
    checker.end_layer(files, Vec::new());
    checker.finish()
}

/// Checks all of a library package, whether something refers to it or not: what is wrong with it.
pub fn check_library(path: &str, importer: &dyn Importer, map: &SourceMap) -> Vec<Diagnostic> {
    let mut checker = Checker::new(importer, map);
    let _ = checker.load_package("runtime");
    if let Ok(package) = checker.load_package(path) {
        checker.need_everything(package);
    }
    checker.check_runtime();
    checker.check_bodies();
    checker.finish().diagnostics
}

impl Checker<'_> {
    fn need_everything(&mut self, package: PackageId) {
        for name in self.library_names(package) {
            self.member(package, &name);
        }
        let of_package = |c: &Self, o: ObjectId| c.object(o).package == Some(package);
        let all: Vec<ObjectId> =
            self.package_objects.iter().copied().filter(|&o| of_package(self, o)).collect();
        for object in all {
            self.object_declaration(object);
            self.need_body(object);
        }
    }

    /// Loads all packages, the program's own last.
    fn load_program(&mut self, program: ParsedPackage) -> PackageId {
        // Why a package cannot be imported is told where it is imported.
        let _ = self.load_package("runtime");
        self.program_path = program.path;
        let files = program.files;
        let script = files.iter().any(|(_, ast)| ast.package.is_none());
        self.load_imports(&self.program_path.clone(), &files);
        if script {
            files.iter().for_each(|(_, ast)| self.load_packages_by_use(ast));
        }
        let first = files.iter().find_map(|(_, ast)| ast.package.clone());
        let name: Name = first.as_ref().map_or("main".into(), |p| p.name.clone());
        let path = if &*name == "main" { "main" } else { &self.program_path };
        let package = self.new_package(path.into(), name.clone(), false, script);
        (self.env.package, self.program) = (package, package);
        for (_, ast) in files {
            if let Some(clause) = &ast.package {
                self.check_package_clause(clause, &name);
            }
            let file = self.add_file(package, ast, program.language);
            if script && self.script_scope.is_none() {
                let parent = self.file_scopes[file.0 as usize];
                self.script_scope = Some(self.scopes.open(Some(parent), ScopeKind::Script));
            }
        }
        self.collect_objects(package);
        package
    }

    /// Packages that are not the library's, in the order of dependency.
    fn own_packages(&self) -> Vec<PackageId> {
        let ids = (0..self.packages.len() as u32).map(PackageId);
        ids.filter(|id| !self.packages[id.0 as usize].library).collect()
    }

    fn check_package_clause(&mut self, clause: &crate::syntax::ast::Ident, name: &Name) {
        if &*clause.name == "_" {
            self.error(Code::BlankPkgName, clause.span, "invalid package name _");
        } else if clause.name != *name {
            let message = format!("package {}; expected package {name}", clause.name);
            self.error(Code::MismatchedPkgName, clause.span, message);
        }
    }

    /// Checks all package-level declarations of one of the program's packages, and queues its functions' bodies.
    pub(super) fn check_declarations(&mut self, package: PackageId) {
        let of_package = |c: &Self, o: ObjectId| c.object(o).package == Some(package);
        let all: Vec<ObjectId> =
            self.package_objects.iter().copied().filter(|&o| of_package(self, o)).collect();
        let rank = |c: &Self, o: ObjectId| match c.object(o).kind {
            ObjectKind::TypeName if c.state(o).alias => 1,
            ObjectKind::TypeName => 0,
            _ => 2,
        };
        for phase in 0..3 {
            for &object in &all {
                if rank(self, object) == phase && self.state(object).progress == Progress::Untouched {
                    self.object_declaration(object);
                }
            }
        }
        self.complete_pending_types();
        self.process_later();
        for object in all {
            self.need_body(object);
        }
    }

    /// Some types of package runtime are used by the machine, and `init` functions run.
    pub(super) fn check_runtime(&mut self) {
        if let Some(&runtime) = self.packages_by_path.get("runtime") {
            for (name, _) in WELL_KNOWN {
                if let Some(object) = self.member(runtime, name) {
                    self.object_declaration(object);
                    self.note_dynamic(self.object(object).ty);
                }
            }
        }
        let inits: Vec<ObjectId> = self.packages.iter().flat_map(|p| p.inits.iter().copied()).collect();
        inits.into_iter().for_each(|init| self.need_body(init));
    }

    /// Checks the statements of a script, in order.
    fn check_script(&mut self, package: PackageId) {
        let Some(scope) = self.script_scope else { return };
        let files = self.packages[package.0 as usize].files.clone();
        self.check_script_files(scope, files);
    }

    /// Checks the statements of files of a script, whose variables are declared in `scope`.
    pub(super) fn check_script_files(&mut self, scope: ScopeId, files: Vec<FileIndex>) {
        for file in files {
            let mut env = self.file_environment(file);
            env.scope = scope;
            let context = FunctionContext { results: Rc::from([]), named_results: false, script: true };
            env.function = Some(Rc::new(context));
            let ast = env.ast.clone();
            if has_statements(&ast) {
                self.with_environment(env, |c| c.script_statements(&ast));
            }
        }
    }

    pub(super) fn script_statements(&mut self, ast: &Ast) {
        for item in &ast.items {
            match item {
                // Constants and types are declared at package level.
                Item::Decl(decl @ Decl::Var(_)) => self.declaration_statement(decl),
                Item::Stmt(s) if !matches!(ast[*s].kind, StmtKind::Decl(Decl::Const(_) | Decl::Type(_))) => {
                    self.statement(*s);
                }
                _ => {}
            }
        }
    }

    /// Checks queued function bodies, and what they need.
    pub(super) fn check_bodies(&mut self) {
        loop {
            self.process_later();
            self.complete_pending_types();
            self.process_later();
            self.process_dynamic_types();
            match self.bodies.pop_front() {
                Some(function) => self.check_body(function),
                None if self.pending_methods.is_empty() && self.new_dynamic_types.is_empty() => break,
                None => {}
            }
        }
    }

    fn check_unused(&mut self, package: PackageId) {
        if let (Some(scope), Some(&file)) =
            (self.script_scope, self.packages[package.0 as usize].files.first())
        {
            let env = self.file_environment(file);
            self.with_environment(env, |c| c.check_unused_script_variables(scope));
        }
        self.check_unused_imports();
    }
}
