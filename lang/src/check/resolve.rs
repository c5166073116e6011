//! Collecting a package's objects: all package-level declarations of its files are entered into
//! the package scope, methods are attached to their receivers' base types, nothing is checked yet.

use super::checker::{Checker, Declaration, DeclarationKind, Progress};
use super::constant::Value;
use super::info::{FileIndex, FuncObject, FuncScope, ObjectId, ObjectKind, PackageId, VarKind};
use super::scope::ScopeId;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    Ast, ConstSpec, Decl, ExprId, ExprKind, FuncDecl, Ident, Item, Name, StmtKind, TypeSpec, UnaryOp, VarSpec,
};
use crate::types::TypeId;
use std::rc::Rc;

/// A method whose receiver's base type is known by name only.
pub(super) struct CollectedMethod {
    object: ObjectId,
    base: Name,
    pointer: bool,
}

/// A receiver's type, taken apart: `*T[A, B]`.
pub(super) struct ReceiverParts {
    pub pointer: bool,
    pub base: ExprId,
    /// `Some`: with type parameters, each an identifier's expression.
    pub params: Option<Vec<ExprId>>,
}

/// The type and values that a constant spec repeats when it has none.
#[derive(Default)]
pub(super) struct ConstGroup {
    ty: Option<ExprId>,
    values: Vec<ExprId>,
    begun: bool,
}

impl ConstGroup {
    /// Type and values that `spec` uses, and whether they are an earlier spec's.
    pub(super) fn next(&mut self, spec: &ConstSpec) -> (Option<ExprId>, Vec<ExprId>, bool) {
        if spec.ty.is_some() || !spec.values.is_empty() {
            *self = ConstGroup { ty: spec.ty, values: spec.values.clone(), begun: true };
            return (spec.ty, spec.values.clone(), false);
        }
        (self.ty, self.values.clone(), self.begun)
    }
}

impl Checker<'_> {
    /// Enters all objects of a package's files into its scope.
    pub(super) fn collect_objects(&mut self, package: PackageId) {
        let files = self.packages[package.0 as usize].files.clone();
        self.collect_objects_of(package, files);
    }

    /// Enters the objects of some of a package's files.
    pub(super) fn collect_objects_of(&mut self, package: PackageId, files: Vec<FileIndex>) {
        let mut methods = Vec::new();
        for &file in &files {
            let env = self.file_environment(file);
            self.with_environment(env, |c| {
                c.declare_imports();
                c.collect_file(&mut methods);
            });
        }
        for file in files {
            let env = self.file_environment(file);
            self.with_environment(env, |c| c.check_import_names());
        }
        for method in methods {
            self.attach_method(package, &method);
        }
    }

    pub(super) fn collect_file(&mut self, methods: &mut Vec<CollectedMethod>) {
        let ast = self.ast();
        let statements = self.in_script() && has_statements(&ast);
        for item in &ast.items {
            match item {
                Item::Decl(decl) => self.collect_declaration(decl, statements),
                Item::Func(decl) => self.collect_func(decl, methods),
                Item::Stmt(s) => {
                    if let StmtKind::Decl(decl) = &ast[*s].kind {
                        self.collect_declaration(decl, statements);
                    }
                }
            }
        }
    }

    /// `statements`: the file is a script with statements, so variables are declared in their turn.
    fn collect_declaration(&mut self, decl: &Decl, statements: bool) {
        match decl {
            Decl::Const(specs) => {
                let mut group = ConstGroup::default();
                for spec in specs {
                    self.collect_const(spec, &mut group);
                }
            }
            Decl::Type(specs) => specs.iter().for_each(|spec| self.collect_type(spec)),
            Decl::Var(specs) if !statements => specs.iter().for_each(|spec| self.collect_var(spec)),
            Decl::Var(_) => {}
        }
    }

    fn collect_const(&mut self, spec: &ConstSpec, group: &mut ConstGroup) {
        let (ty, values, inherited) = group.next(spec);
        for (i, name) in spec.names.iter().enumerate() {
            let kind = ObjectKind::Const(Value::Int(0.into()));
            let value = values.get(i).copied();
            self.declare_package_object(
                name,
                kind,
                DeclarationKind::Const { ty, value, iota: spec.iota, inherited },
            );
        }
        self.check_arity(spec.span, &spec.names, &values, true, inherited);
    }

    fn collect_var(&mut self, spec: &VarSpec) {
        let shared = spec.values.len() == 1 && spec.names.len() > 1;
        let mut objects = Vec::new();
        for (i, name) in spec.names.iter().enumerate() {
            let value = if shared { spec.values.first() } else { spec.values.get(i) };
            let kind = DeclarationKind::Var { lhs: None, ty: spec.ty, value: value.copied() };
            objects.push(self.declare_package_object(name, ObjectKind::Var(VarKind::Global), kind));
        }
        if shared {
            let lhs: Rc<[ObjectId]> = objects.into();
            let kind =
                DeclarationKind::Var { lhs: Some(lhs.clone()), ty: spec.ty, value: Some(spec.values[0]) };
            let declaration = Rc::new(Declaration { file: self.env.file, kind });
            for &object in lhs.iter() {
                self.state_mut(object).declaration = Some(declaration.clone());
            }
        }
        if spec.ty.is_none() || !spec.values.is_empty() {
            self.check_arity(spec.span, &spec.names, &spec.values, false, false);
        }
    }

    fn collect_type(&mut self, spec: &Rc<TypeSpec>) {
        let object = self.declare_package_object(
            &spec.name,
            ObjectKind::TypeName,
            DeclarationKind::Type(spec.clone()),
        );
        self.state_mut(object).alias = spec.alias;
    }

    /// Declares a package-level object that is no function.
    fn declare_package_object(
        &mut self,
        ident: &Ident,
        kind: ObjectKind,
        declaration: DeclarationKind,
    ) -> ObjectId {
        let object = self.new_object(ident.name.clone(), kind, TypeId::INVALID, ident.span);
        self.set_declaration(object, declaration);
        let package = &self.packages[self.env.package.0 as usize];
        if &*ident.name == "init" {
            self.error(Code::InvalidInitDecl, ident.span, "cannot declare init - must be func");
        } else if &*ident.name == "main" && &*package.name == "main" {
            self.error(Code::InvalidMainDecl, ident.span, "cannot declare main - must be func");
        } else {
            self.declare_in_package(ident, object);
        }
        self.package_objects.push(object);
        object
    }

    fn set_declaration(&mut self, object: ObjectId, kind: DeclarationKind) {
        let declaration = Rc::new(Declaration { file: self.env.file, kind });
        let state = self.state_mut(object);
        state.declaration = Some(declaration);
        state.progress = Progress::Untouched;
    }

    fn declare_in_package(&mut self, ident: &Ident, object: ObjectId) {
        let package = self.env.package.0 as usize;
        self.declare(self.package_scopes[package], Some(ident), object, 0);
        if &*ident.name != "_" {
            self.packages[package].scope.entry(ident.name.clone()).or_insert(object);
        }
    }

    fn collect_func(&mut self, decl: &Rc<FuncDecl>, methods: &mut Vec<CollectedMethod>) {
        let func = FuncObject {
            file: self.env.file,
            decl: decl.clone(),
            receiver: None,
            scope: FuncScope::default(),
            type_params: Vec::new(),
            layer: 0,
        };
        let name = decl.name.name.clone();
        let object = self.new_object(name.clone(), ObjectKind::Func(func), TypeId::INVALID, decl.name.span);
        self.set_declaration(object, DeclarationKind::Func(decl.clone()));
        self.package_objects.push(object);
        let Some(receiver) = &decl.receiver else {
            return self.collect_plain_func(decl, object);
        };
        self.record_def(&decl.name, Some(object));
        let parts = self.receiver_parts(receiver.ty);
        if let ExprKind::Ident(base) = &self.env.ast[parts.base].kind
            && &*name != "_"
        {
            methods.push(CollectedMethod { object, base: base.name.clone(), pointer: parts.pointer });
        }
    }

    fn collect_plain_func(&mut self, decl: &Rc<FuncDecl>, object: ObjectId) {
        let name = &*decl.name.name;
        let package = self.env.package.0 as usize;
        let is_main = name == "main" && &*self.packages[package].name == "main";
        if name == "init" || is_main {
            let code = if is_main { Code::InvalidMainDecl } else { Code::InvalidInitDecl };
            if let Some(first) = decl.type_params.first() {
                let message = format!("func {name} must have no type parameters");
                self.error(code, first.name.span, message);
            }
            if !decl.signature.params.is_empty() || !decl.signature.results.is_empty() {
                let message = format!("func {name} must have no arguments and no return values");
                self.error(code, decl.name.span, message);
            }
        }
        if name == "init" {
            // Functions named init cannot be referred to.
            self.record_def(&decl.name, Some(object));
            self.packages[package].inits.push(object);
            if decl.body.is_none() {
                self.error(Code::MissingInitBody, decl.name.span, "func init must have a body");
            }
        } else {
            self.declare_in_package(&decl.name, object);
        }
    }

    /// Takes a receiver's type apart.
    pub(super) fn receiver_parts(&self, ty: ExprId) -> ReceiverParts {
        let ast = &self.env.ast;
        let mut base = unparen(ast, ty);
        let mut pointer = false;
        if let ExprKind::Unary { op: UnaryOp::Star, x, .. } = ast[base].kind {
            pointer = true;
            base = unparen(ast, x);
        }
        let mut params = None;
        if let ExprKind::Index { x, indices } = &ast[base].kind {
            params = Some(indices.clone());
            base = *x;
        }
        ReceiverParts { pointer, base, params }
    }

    /// Adds a method to the type that its receiver names, through aliases.
    fn attach_method(&mut self, package: PackageId, method: &CollectedMethod) {
        let scope = self.package_scopes[package.0 as usize];
        let mut name = method.base.clone();
        let mut pointer = method.pointer;
        for _ in 0..100 {
            let Some(object) = self.named_receiver(scope, &name) else { return };
            let Some(declaration) = self.state(object).declaration.clone() else { return };
            let DeclarationKind::Type(spec) = &declaration.kind else { return };
            if !spec.alias {
                self.methods.entry(object).or_default().push((method.object, pointer));
                return;
            }
            if !spec.params.is_empty() {
                return;
            }
            let ast = self.files[declaration.file.0 as usize].ast.clone();
            let mut target = unparen(&ast, spec.ty);
            if let ExprKind::Unary { op: UnaryOp::Star, x, .. } = ast[target].kind {
                if pointer {
                    return;
                }
                pointer = true;
                target = unparen(&ast, x);
            }
            let ExprKind::Ident(next) = &ast[target].kind else { return };
            name = next.name.clone();
        }
    }

    /// What the name of a receiver's type stands for at package level; in a session an earlier
    /// input may have declared it.
    fn named_receiver(&self, scope: ScopeId, name: &str) -> Option<ObjectId> {
        let found = self.scopes.local(scope, name);
        if found.is_some() || !self.session {
            return found;
        }
        let (_, object) = self.scopes.lookup(scope, name, u32::MAX, true)?;
        (self.object(object).package == Some(self.program)).then_some(object)
    }

    /// A package-level name may not also be an import of one of the package's files.
    fn check_import_names(&mut self) {
        let file_scope = self.file_scopes[self.env.file.0 as usize];
        let package_scope = self.package_scopes[self.env.package.0 as usize];
        let entries: Vec<_> = self.scopes.get(file_scope).entries().map(|(n, o)| (n.clone(), o)).collect();
        for (name, imported) in entries {
            let Some(other) = self.scopes.local(package_scope, &name) else { continue };
            let span = self.object(other).span;
            let import = self.object(imported).clone();
            let message = match import.kind {
                ObjectKind::Package(package) => {
                    let package = &self.packages[package.0 as usize];
                    format!(
                        "{name} already declared through import of package {} ({:?})",
                        package.name, package.path
                    )
                }
                _ => format!("{name} already declared through dot-import"),
            };
            let mut diagnostic = Diagnostic::error(Code::DuplicateDecl, span, message);
            if import.span != Span::default() {
                diagnostic = diagnostic.label(import.span, format!("other declaration of {name}"));
            }
            self.report(diagnostic);
        }
    }

    /// Names and values of a const or var spec must match in number.
    pub(super) fn check_arity(
        &mut self,
        span: Span,
        names: &[Ident],
        values: &[ExprId],
        constant: bool,
        inherited: bool,
    ) {
        let (l, r) = (names.len(), values.len());
        if l < r {
            let extra = values[l];
            if inherited {
                let place = self.map.locate(self.expr_span(extra));
                let file = &self.map.file(place.file).name;
                let message = format!("extra init expr at {file}:{}:{}", place.line, place.column);
                self.error(Code::WrongAssignCount, span, message);
            } else {
                let message = format!("extra init expr {}", self.expr_string(extra));
                self.error(Code::WrongAssignCount, self.expr_span(extra), message);
            }
        } else if l > r && (constant || r != 1) {
            let name = &names[r];
            self.error(Code::WrongAssignCount, name.span, format!("missing init expr for {}", name.name));
        }
    }
}

/// The expression inside parentheses.
pub(super) fn unparen(ast: &Ast, mut e: ExprId) -> ExprId {
    while let ExprKind::Paren(x) = ast[e].kind {
        e = x;
    }
    e
}

/// A script has statements beside declarations.
pub(super) fn has_statements(ast: &Ast) -> bool {
    ast.items.iter().any(|item| match item {
        Item::Stmt(s) => !matches!(ast[*s].kind, StmtKind::Decl(_) | StmtKind::Empty | StmtKind::Bad),
        _ => false,
    })
}
