//! The checker's state and the ways all its files write to it: the environment of the declaration
//! being checked, scopes, error reports and the tables of [`Checked`]. The model is go/types'
//! `Checker`; each other file of this folder is an `impl Checker` for one concept of the language.
//!
//! Who offers what: `expr.rs` `raw_expr`, `expr`, `expr_with_hint`, `expr_or_type`, `generic_expr`,
//! `multi_expr`, `expr_list`, `binary`, `comparison`, `convert_untyped`; `call.rs` `call`,
//! `use_exprs`; `selector.rs` `selector`; `assignments.rs` `assignment`, `init_var`, `assign_var`;
//! `typexpr.rs` `type_expr`, `var_type`, `generic_type`, `ident`, `instantiated_type`;
//! `signature.rs` `func_type`; `stmt.rs` `func_body`; `decl.rs` `object_declaration`.

use super::imports::ImportUse;
use super::info::{
    Checked, FileIndex, FileInfo, Layer, Object, ObjectId, ObjectKind, Package, PackageId, Redeclared,
    VarKind,
};
use super::library::LibraryState;
use super::scope::{ScopeId, ScopeKind, Scopes};
use super::signature::FuncType;
use super::untyped::{ExprKey, Untyped};
use crate::compile::LibraryPackage;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::hash::{HashMap, HashSet};
use crate::load::Version;
use crate::load::index::PartId;
use crate::shared::SharedList;
use crate::source::{FileId, SourceMap, Span};
use crate::syntax::ast::{Ast, ExprId, FuncDecl, Ident, Name, TypeSpec};
use crate::types::{NamedId, TypeId, TypeParamId, Types};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::rc::Rc;

/// Objects that a small program and what it uses of the library come to.
const OBJECTS_LIKELY: usize = 1024;

/// Methods that the machine calls to print a panic's value.
const CALLED_BY_NATIVES: [&str; 2] = ["Error", "String"];

/// A file of a package.
pub type ParsedFile = (FileId, Rc<Ast>);

/// A package to check.
#[derive(Clone, Debug)]
pub struct ParsedPackage {
    /// Import path.
    pub path: String,
    /// Its files.
    pub files: Vec<ParsedFile>,
    /// The language version of its files that name none.
    pub language: Version,
}

/// What an import path leads to.
pub enum Imported {
    /// A package of the program's module.
    Own(ParsedPackage),
    /// A package of the library: only what is referred to is parsed and checked, and nothing is unused.
    Library(Rc<LibraryPackage>),
}

/// Where the checker gets imported packages from.
pub trait Importer {
    /// The parsed package `path`. `Err` says why there is none.
    fn import(&self, path: &str) -> Result<Imported, String>;
    /// All import paths of the library.
    fn paths(&self) -> Vec<Cow<'static, str>>;
}

/// How far the declaration of an object has been checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Progress {
    /// Not begun.
    Untouched,
    /// Under way: it stands in [`Checker::path`] at this index.
    Pending(u32),
    /// Its type is known. The default: most objects get their type when they are made.
    #[default]
    Done,
}

/// What the checker knows about an object beyond [`Object`].
#[derive(Debug, Default)]
pub struct ObjectState {
    /// Whether its declaration has been checked.
    pub progress: Progress,
    /// A package-level object's (or method's) declaration.
    pub declaration: Option<Rc<Declaration>>,
    /// An alias declaration's type name.
    pub alias: bool,
    /// A type name that is generic: a use needs type arguments.
    pub generic_alias: Option<Rc<GenericAlias>>,
    /// Package-level constants, variables and functions that the declaration refers to.
    pub dependencies: Vec<ObjectId>,
    /// Position in the order of collection, the source order of package-level objects.
    pub order: u32,
    /// A function's body has been queued for checking.
    pub body_queued: bool,
    /// Of a function whose signature has been checked.
    pub(crate) func_type: Option<Rc<FuncType>>,
    /// Of a defined type whose right side is still to be checked: where that happens.
    pub(crate) type_body: Option<Box<Environment>>,
    /// Part of an invalid cycle that has been reported.
    pub broken: bool,
}

/// `type A[P any] = …`: parameters and the aliased type in terms of them.
#[derive(Debug)]
pub struct GenericAlias {
    /// The declared type parameters.
    pub params: Vec<TypeParamId>,
    /// The right side.
    pub target: TypeId,
}

/// The declaration of a package-level object.
#[derive(Debug)]
pub struct Declaration {
    /// The file it stands in.
    pub file: FileIndex,
    /// What it says.
    pub kind: DeclarationKind,
}

/// What is declared.
#[derive(Debug)]
pub enum DeclarationKind {
    /// One constant of a spec; `inherited`: type and value repeat an earlier spec.
    Const { ty: Option<ExprId>, value: Option<ExprId>, iota: u32, inherited: bool },
    /// One variable: all variables of its spec where one value initialises several.
    Var { lhs: Option<Rc<[ObjectId]>>, ty: Option<ExprId>, value: Option<ExprId> },
    /// A type.
    Type(Rc<TypeSpec>),
    /// A function or method.
    Func(Rc<FuncDecl>),
    /// A method of a library type, its declaration not yet read.
    Unread { package: PackageId, part: PartId },
}

/// The function whose body is being checked.
#[derive(Clone, Debug)]
pub struct FunctionContext {
    /// Result variables, unnamed ones too.
    pub results: Rc<[ObjectId]>,
    /// Results have names.
    pub named_results: bool,
    /// Where script statements stand: `return` ends the script.
    pub script: bool,
}

/// Where the checker is.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The package being checked.
    pub package: PackageId,
    /// The file whose nodes ids name.
    pub file: FileIndex,
    /// Its tree.
    pub ast: Rc<Ast>,
    /// The innermost scope.
    pub scope: ScopeId,
    /// The package-level object whose declaration (or body) this is; it collects dependencies.
    pub declaration: Option<ObjectId>,
    /// The value of `iota`, in constant declarations.
    pub iota: Option<u32>,
    /// In an inherited constant initialisation: where errors are reported instead.
    pub error_span: Option<Span>,
    /// The enclosing function.
    pub function: Option<Rc<FunctionContext>>,
    /// Inside a type parameter list.
    pub in_type_params: bool,
    /// Set by calls and receive operations (`len` of an array with one is not constant).
    pub has_call_or_receive: bool,
    /// Type parameters of the enclosing generic function.
    pub type_params: SharedList<TypeParamId>,
    /// Inside a func type: what is mentioned there need not be complete.
    pub in_signature: bool,
    /// Inside a type declaration's right side: named types are completed later.
    pub in_type_declaration: bool,
}

/// Work put off until types are complete.
pub(crate) type Delayed = Box<dyn FnOnce(&mut Checker<'_>)>;

/// The checker.
pub struct Checker<'a> {
    pub types: Types,
    pub objects: Vec<Object>,
    /// Beside `objects`.
    pub states: Vec<ObjectState>,
    pub packages: Vec<Package>,
    /// Beside `packages`.
    pub package_scopes: Vec<ScopeId>,
    pub files: Vec<FileInfo>,
    /// Beside `files`: the scope of the file's imports.
    pub file_scopes: Vec<ScopeId>,
    pub diagnostics: Vec<Diagnostic>,
    pub map: &'a SourceMap,
    pub importer: &'a dyn Importer,
    pub scopes: Scopes,
    pub universe: ScopeId,
    /// The predeclared `error`.
    pub error_type: TypeId,
    /// The predeclared `any`, `nil` and `iota`.
    pub any_object: ObjectId,
    pub nil_object: ObjectId,
    pub iota_object: ObjectId,
    pub env: Environment,
    /// Objects whose declarations are being checked, outermost first.
    pub path: Vec<ObjectId>,
    /// Calls of the predeclared `panic`, for the analysis of terminating statements.
    pub panic_calls: HashSet<(FileIndex, ExprId)>,
    pub(crate) instantiations: super::mono::Instantiations,
    pub(crate) later: VecDeque<(Environment, Delayed)>,
    /// Function bodies to check.
    pub(crate) bodies: VecDeque<ObjectId>,
    /// Names of interface methods that have been selected somewhere.
    pub(crate) selected_names: HashSet<Name>,
    /// Methods of library types that nothing has called yet, by name.
    pub(crate) waiting_methods: HashMap<Name, Vec<ObjectId>>,
    /// Named types whose declarations' right sides are to be checked.
    pub(crate) pending_types: VecDeque<ObjectId>,
    /// Methods whose signatures are to be determined once types are complete.
    pub(crate) pending_methods: Vec<ObjectId>,
    pub(crate) packages_by_path: HashMap<Rc<str>, PackageId>,
    pub(crate) libraries: HashMap<PackageId, LibraryState>,
    /// What methods refer to whose declarations have not been read.
    pub(crate) unread: Rc<FuncDecl>,
    /// Names of interfaces' methods.
    pub(crate) interface_names: HashSet<Name>,
    /// Methods of library types that no interface has wanted yet, by name.
    pub(crate) waiting_signatures: HashMap<Name, Vec<ObjectId>>,
    /// Types whose values may stand in interfaces, and those of them not yet looked into.
    pub(crate) dynamic_types: HashSet<TypeId>,
    pub(crate) new_dynamic_types: Vec<TypeId>,
    /// Packages whose imports are being loaded, each with the file that imports it.
    pub(crate) loading: Vec<(String, String)>,
    /// The program's own package.
    pub(crate) program: PackageId,
    /// Its import path.
    pub(crate) program_path: String,
    /// Dot-imported objects by the file scope they were put in, with the import's object.
    pub(crate) dot_imports: HashMap<(ScopeId, ObjectId), ObjectId>,
    /// Import declarations, for the check of unused ones.
    pub(crate) import_uses: Vec<ImportUse>,
    /// All package-level objects and methods, in the order of collection.
    pub(crate) package_objects: Vec<ObjectId>,
    /// Methods, with whether their receiver is a pointer, by their base type's name object.
    pub(crate) methods: HashMap<ObjectId, Vec<(ObjectId, bool)>>,
    /// Specs of types declared in functions.
    pub(crate) type_specs: HashMap<ObjectId, Rc<TypeSpec>>,
    /// Right sides of type declarations, before the underlying type is taken.
    pub(crate) type_rhs: HashMap<NamedId, TypeId>,
    /// Where instances have first been written.
    pub(crate) instance_places: HashMap<TypeId, Span>,
    /// Defined types known not to contain themselves.
    pub(crate) valid_types: HashSet<TypeId>,
    /// Where a struct field was declared, for messages.
    pub(crate) field_places: HashMap<(PackageId, Name, TypeId, bool), Span>,
    /// The scope of variables that a script's statements declare; in a session the last input's.
    pub(crate) script_scope: Option<ScopeId>,
    /// Variables that a script's statements declare, with declared functions that use them.
    pub(crate) script_uses: HashSet<(ObjectId, ObjectId)>,
    /// Inputs are added to what has been checked: there is no end, and top-level variables are shared.
    pub(crate) session: bool,
    /// The layers that have ended, and the number of the one under way.
    pub(crate) layers: Vec<Layer>,
    pub(crate) layer: u32,
    pub(crate) show: Option<ObjectId>,
    /// All import paths of the library.
    pub(crate) library_paths: Vec<Cow<'static, str>>,
    /// Expressions whose types are still untyped.
    pub(crate) untyped: HashMap<ExprKey, Untyped>,
    /// Errors already reported: their place and text.
    reported: HashSet<(Span, String)>,
    pub(crate) order_next: u32,
}

impl<'a> Checker<'a> {
    /// A checker that knows the universe and no package.
    pub fn new(importer: &'a dyn Importer, map: &'a SourceMap) -> Checker<'a> {
        let mut scopes = Scopes::default();
        let universe = scopes.open(None, ScopeKind::Universe);
        let env = Environment {
            package: PackageId(0),
            file: FileIndex(0),
            ast: Rc::default(),
            scope: universe,
            declaration: None,
            iota: None,
            error_span: None,
            function: None,
            in_type_params: false,
            has_call_or_receive: false,
            type_params: SharedList::default(),
            in_type_declaration: false,
            in_signature: false,
        };
        let mut checker = Checker {
            types: Types::new(),
            objects: Vec::with_capacity(OBJECTS_LIKELY),
            states: Vec::with_capacity(OBJECTS_LIKELY),
            packages: Vec::new(),
            package_scopes: Vec::new(),
            files: Vec::new(),
            file_scopes: Vec::new(),
            diagnostics: Vec::new(),
            map,
            importer,
            scopes,
            universe,
            error_type: TypeId::INVALID,
            any_object: ObjectId(0),
            nil_object: ObjectId(0),
            iota_object: ObjectId(0),
            env,
            path: Vec::new(),
            panic_calls: HashSet::default(),
            instantiations: super::mono::Instantiations::default(),
            later: VecDeque::new(),
            bodies: VecDeque::new(),
            selected_names: HashSet::default(),
            waiting_methods: HashMap::default(),
            pending_types: VecDeque::new(),
            pending_methods: Vec::new(),
            packages_by_path: HashMap::default(),
            libraries: HashMap::default(),
            unread: super::library::unread(),
            interface_names: CALLED_BY_NATIVES.iter().map(|&name| Name::from(name)).collect(),
            waiting_signatures: HashMap::default(),
            dynamic_types: HashSet::default(),
            new_dynamic_types: Vec::new(),
            loading: Vec::new(),
            program: PackageId(0),
            program_path: String::new(),
            dot_imports: HashMap::default(),
            import_uses: Vec::new(),
            package_objects: Vec::new(),
            methods: HashMap::default(),
            type_specs: HashMap::default(),
            type_rhs: HashMap::default(),
            instance_places: HashMap::default(),
            valid_types: HashSet::default(),
            field_places: HashMap::default(),
            script_scope: None,
            script_uses: HashSet::default(),
            session: false,
            layers: Vec::new(),
            layer: 0,
            show: None,
            library_paths: importer.paths(),
            untyped: HashMap::default(),
            reported: HashSet::default(),
            order_next: 0,
        };
        checker.declare_universe();
        checker
    }

    /// What follows stands on what has been checked so far.
    pub(crate) fn end_layer(&mut self, files: Vec<FileIndex>, redeclared: Vec<Redeclared>) {
        self.layers.push(Layer { files, objects: self.objects.len() as u32, redeclared });
        self.layer += 1;
    }

    /// The results, diagnostics sorted by place.
    pub(crate) fn finish(mut self) -> Checked {
        let innermost = self.script_scope.filter(|_| self.session);
        let visible = innermost.map_or_else(Vec::new, |scope| self.scopes.visible_objects(scope));
        self.diagnostics.sort_by_key(|d| (d.span.lo, d.span.hi));
        Checked {
            types: self.types,
            objects: self.objects,
            packages: self.packages,
            program: self.program,
            files: self.files,
            layers: self.layers,
            show: self.show,
            visible,
            diagnostics: self.diagnostics,
        }
    }

    // Environment.

    /// The tree of the current file.
    pub fn ast(&self) -> Rc<Ast> {
        self.env.ast.clone()
    }

    /// Where an expression of the current file stands.
    pub fn expr_span(&self, e: ExprId) -> Span {
        self.env.ast[e].span
    }

    /// Runs `body` with the environment put back afterwards.
    pub fn with_environment<T>(&mut self, env: Environment, body: impl FnOnce(&mut Self) -> T) -> T {
        let saved = std::mem::replace(&mut self.env, env);
        let result = body(self);
        self.env = saved;
        result
    }

    /// The environment of package-level declarations of a file.
    pub fn file_environment(&self, file: FileIndex) -> Environment {
        let info = &self.files[file.0 as usize];
        Environment {
            package: info.package,
            file,
            ast: info.ast.clone(),
            scope: match self.script_scope {
                Some(scope) if self.packages[info.package.0 as usize].script => scope,
                _ => self.file_scopes[file.0 as usize],
            },
            declaration: None,
            iota: None,
            error_span: None,
            function: None,
            in_type_params: false,
            has_call_or_receive: false,
            type_params: SharedList::default(),
            in_type_declaration: false,
            in_signature: false,
        }
    }

    /// Opens a block's scope; `close_scope` goes back.
    pub fn open_scope(&mut self, kind: ScopeKind) {
        self.env.scope = self.scopes.open(Some(self.env.scope), kind);
    }

    /// Back to the enclosing scope.
    pub fn close_scope(&mut self) {
        if let Some(parent) = self.scopes.get(self.env.scope).parent {
            self.env.scope = parent;
        }
    }

    /// The current package is a script (or the REPL's input).
    pub fn in_script(&self) -> bool {
        self.packages.get(self.env.package.0 as usize).is_some_and(|p| p.script)
    }

    /// The current package is a library package.
    pub fn in_library(&self) -> bool {
        self.packages.get(self.env.package.0 as usize).is_some_and(|p| p.library)
    }

    /// Puts `action` off until the outermost declaration (or the statement around it) is complete.
    /// It runs in the environment of now.
    pub(crate) fn later(&mut self, action: impl FnOnce(&mut Checker<'_>) + 'static) {
        self.later.push_back((self.env.clone(), Box::new(action)));
    }

    /// Runs what has been put off, and what that puts off.
    pub(crate) fn process_later(&mut self) {
        while let Some((env, action)) = self.later.pop_front() {
            self.with_environment(env, |c| action(c));
        }
    }

    /// Runs what has been put off since the queue had `top` entries.
    pub(crate) fn process_later_from(&mut self, top: usize) {
        while self.later.len() > top {
            let Some((env, action)) = self.later.remove(top) else { return };
            self.with_environment(env, |c| action(c));
        }
    }

    // Objects.

    /// A new object, its declaration done.
    pub fn new_object(&mut self, name: Name, kind: ObjectKind, ty: TypeId, span: Span) -> ObjectId {
        let package = (!self.packages.is_empty()).then_some(self.env.package);
        self.objects.push(Object { name, kind, ty, package, span, used: false });
        self.states.push(ObjectState { order: self.order_next, ..ObjectState::default() });
        self.order_next += 1;
        ObjectId(self.objects.len() as u32 - 1)
    }

    /// A new variable.
    pub fn new_var(&mut self, kind: VarKind, name: Name, ty: TypeId, span: Span) -> ObjectId {
        self.new_object(name, ObjectKind::Var(kind), ty, span)
    }

    /// An object.
    pub fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.0 as usize]
    }

    /// An object, to change.
    pub fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        &mut self.objects[id.0 as usize]
    }

    /// The checker's state of an object.
    pub fn state(&self, id: ObjectId) -> &ObjectState {
        &self.states[id.0 as usize]
    }

    /// The checker's state of an object, to change.
    pub fn state_mut(&mut self, id: ObjectId) -> &mut ObjectState {
        &mut self.states[id.0 as usize]
    }

    /// Marks a variable, import or label as used.
    pub fn mark_used(&mut self, id: ObjectId) {
        self.object_mut(id).used = true;
    }

    /// The invalid type.
    pub fn invalid(&self) -> TypeId {
        TypeId::INVALID
    }

    /// What `name` stands for at the place `at` in the current scope. In a script, an undeclared
    /// name that is a library package's is imported.
    pub fn lookup(&mut self, name: &str, at: Span) -> Option<ObjectId> {
        self.lookup_scope(name, at).map(|(_, object)| object)
    }

    /// The same with the scope of the declaration.
    pub fn lookup_scope(&mut self, name: &str, at: Span) -> Option<(ScopeId, ObjectId)> {
        // The names in a repeated constant expression are those at the constant that repeats it.
        let position = self.env.error_span.unwrap_or(at).lo;
        let found = self.scopes.lookup(self.env.scope, name, position, self.env.declaration.is_some());
        if found.is_none_or(|(scope, _)| scope == self.universe)
            && self.in_library()
            && let Some(object) = self.member(self.env.package, name)
        {
            return Some((self.package_scopes[self.env.package.0 as usize], object));
        }
        if found.is_some() {
            return found;
        }
        if self.in_script() {
            return self
                .import_by_use(name)
                .map(|object| (self.file_scopes[self.env.file.0 as usize], object));
        }
        None
    }

    /// Declares `object` in `scope`, visible from `from` on, and records the definition.
    pub fn declare(&mut self, scope: ScopeId, ident: Option<&Ident>, object: ObjectId, from: u32) {
        let name = self.object(object).name.clone();
        if &*name != "_"
            && let Some(other) = self.scopes.insert(scope, name.clone(), object, from)
        {
            let span = self.object(object).span;
            self.report_redeclared(span, &format!("{name} redeclared in this block"), other);
            return;
        }
        if let Some(ident) = ident {
            self.record_def(ident, Some(object));
        }
    }

    /// A second declaration of a name, with the place of the first.
    pub fn report_redeclared(&mut self, span: Span, message: &str, other: ObjectId) {
        let mut diagnostic = Diagnostic::error(Code::DuplicateDecl, span, message);
        let other = self.object(other);
        if other.span != Span::default() {
            diagnostic = diagnostic.label(other.span, format!("other declaration of {}", other.name));
        }
        self.report(diagnostic);
    }

    /// The declaration being checked refers to a package-level object: an edge of the graph that
    /// gives the order of initialisation. Functions of the library are queued for checking.
    pub fn add_dependency(&mut self, to: ObjectId) {
        let dependency = match &self.object(to).kind {
            ObjectKind::Const(_) => true,
            ObjectKind::Func(_) => true,
            ObjectKind::Var(kind) => matches!(kind, VarKind::Global | VarKind::Script { .. }),
            _ => false,
        };
        if !dependency {
            return;
        }
        self.need_body(to);
        let Some(from) = self.env.declaration else { return };
        if self.state(to).declaration.is_none() {
            return;
        }
        let dependencies = &mut self.state_mut(from).dependencies;
        if !dependencies.contains(&to) {
            dependencies.push(to);
        }
    }

    /// A function is referred to: its body is to be checked.
    pub fn need_body(&mut self, function: ObjectId) {
        if matches!(self.object(function).kind, ObjectKind::Func(_)) && !self.state(function).body_queued {
            self.state_mut(function).body_queued = true;
            self.bodies.push_back(function);
        }
    }

    /// A method of a library type may be called through an interface: its body is to be checked as
    /// soon as some interface method of its name is selected anywhere.
    pub(crate) fn need_method_by_name(&mut self, method: ObjectId, name: &Name) {
        if self.selected_names.contains(name) || CALLED_BY_NATIVES.contains(&&**name) {
            self.need_body(method);
        } else {
            self.waiting_methods.entry(name.clone()).or_default().push(method);
        }
    }

    /// Some interface method of this name is called.
    pub(super) fn note_selected_name(&mut self, name: &Name) {
        if self.selected_names.insert(name.clone()) {
            let methods = self.waiting_methods.remove(name).unwrap_or_default();
            methods.into_iter().for_each(|method| self.need_body(method));
        }
    }

    // Reports.

    /// Reports an error.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(code, span, message));
    }

    /// Reports what a program may not do and a script may: a warning there.
    pub fn unused_error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message);
        if self.in_script() {
            diagnostic.severity = Severity::Warning;
        }
        self.report(diagnostic);
    }

    /// Reports a diagnostic, unless it follows from one already reported.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        self.explain_version(&mut diagnostic);
        // What mentions an invalid type or operand follows from an earlier error.
        let follows = ["invalid operand", "invalid type"].iter().any(|s| diagnostic.message.contains(s));
        if follows && !self.diagnostics.is_empty() {
            return;
        }
        if let Some(span) = self.env.error_span {
            diagnostic.span = span;
        }
        // As gc: of equal messages in a row for one line, one.
        if let Some(last) = self.diagnostics.last()
            && last.message == diagnostic.message
            && self.map.locate(last.span).line == self.map.locate(diagnostic.span).line
            && self.map.file_of(last.span) == self.map.file_of(diagnostic.span)
        {
            return;
        }
        if self.reported.insert((diagnostic.span.start(), diagnostic.message.clone())) {
            self.diagnostics.push(diagnostic);
        }
    }
}
