//! Library packages: their declarations are parsed and entered into scopes one by one, when
//! something refers to them; methods get objects with their type and are parsed when they are
//! selected, or wanted by an interface. Each declaration is a file of its own in the checker's tables
//! and shares the scope of imports with the others of its real file.

use super::checker::{Checker, Declaration, DeclarationKind};
use super::info::{FuncObject, FuncScope, ObjectId, ObjectKind, PackageId};
use super::scope::{ScopeId, ScopeKind};
use crate::compile::LibraryPackage;
use crate::load::Version;
use crate::load::index::PartId;
use crate::source::Span;
use crate::syntax::ast::{Ast, Block, Decl, FuncDecl, Ident, IdentId, Item, Name, Signature};
use crate::syntax::parse_part;
use crate::types::{NamedId, TypeId, TypeKind};
use burrow_bytecode::library::Import;
use std::rc::Rc;

/// What is known about a library package beside its [`super::info::Package`].
pub(crate) struct LibraryState {
    source: Rc<LibraryPackage>,
    /// Beside the source's files; empty until something is looked up.
    file_scopes: Vec<ScopeId>,
    /// Beside the index's parts: whether they have been entered.
    entered: Vec<bool>,
}

impl Checker<'_> {
    /// A library package, nothing of it entered.
    pub(super) fn new_library_package(&mut self, path: &str, source: Rc<LibraryPackage>) -> PackageId {
        let id = self.new_package(path.into(), (*source.name).into(), true, false);
        self.packages_by_path.insert(path.into(), id);
        self.libraries.insert(id, LibraryState { source, file_scopes: Vec::new(), entered: Vec::new() });
        id
    }

    /// The package-level object `name` of a package.
    pub(super) fn member(&mut self, package: PackageId, name: &str) -> Option<ObjectId> {
        if let Some(&object) = self.packages[package.0 as usize].scope.get(name) {
            return Some(object);
        }
        let source = self.open_library(package)?;
        let parts: Vec<PartId> = source.declarations(self.map).declaring(name).collect();
        parts.into_iter().for_each(|part| self.enter_part(package, part));
        self.packages[package.0 as usize].scope.get(name).copied()
    }

    /// The names that a library package declares; of others none.
    pub(super) fn library_names(&mut self, package: PackageId) -> Vec<Name> {
        let Some(source) = self.open_library(package) else { return Vec::new() };
        source.declarations(self.map).names().map(Name::from).collect()
    }

    /// Declares the imports of a library package's files and enters its `init` functions, when that
    /// has not happened. `None`: it is not of the library.
    fn open_library(&mut self, package: PackageId) -> Option<Rc<LibraryPackage>> {
        let state = self.libraries.get_mut(&package)?;
        let source = state.source.clone();
        if state.entered.is_empty() {
            self.packages[package.0 as usize].layer = self.layer;
            let index = source.declarations(self.map);
            state.entered = vec![false; index.len().max(1)];
            let scopes =
                source.files.iter().map(|file| self.open_library_file(package, &file.imports)).collect();
            if let Some(state) = self.libraries.get_mut(&package) {
                state.file_scopes = scopes;
            }
            for part in index.initial() {
                self.enter_part(package, part);
            }
            let inits = self.packages[package.0 as usize].inits.clone();
            inits.into_iter().for_each(|init| self.need_body(init));
        }
        Some(source)
    }

    /// The scope of a library file, with its imports.
    fn open_library_file(&mut self, package: PackageId, imports: &[Import]) -> ScopeId {
        let parent = self.package_scopes[package.0 as usize];
        let scope = self.scopes.open(Some(parent), ScopeKind::File);
        for import in imports {
            // The library imports nothing that is not there.
            let Ok(imported) = self.load_package(&import.path) else { continue };
            let own = self.packages[imported.0 as usize].name.clone();
            let name = import.name.as_deref().map_or(own, Name::from);
            let kind = ObjectKind::Package(imported);
            let object = self.new_object(name.clone(), kind, TypeId::INVALID, Span::default());
            self.scopes.insert(scope, name, object, 0);
            let imports = &mut self.packages[package.0 as usize].imports;
            if !imports.contains(&imported) {
                imports.push(imported);
            }
        }
        scope
    }

    /// Parses a declaration of a library package and enters what it declares.
    fn enter_part(&mut self, package: PackageId, part: PartId) {
        let Some(state) = self.libraries.get_mut(&package) else { return };
        if std::mem::replace(&mut state.entered[part.0], true) {
            return;
        }
        let ast = self.add_part(package, part);
        let Some(ast) = ast else { return };
        for item in &ast.items {
            let Item::Decl(Decl::Type(specs)) = item else { continue };
            specs.iter().for_each(|spec| self.add_methods(package, &spec.name.name));
        }
    }

    /// Parses a part as a file of its own and collects what it declares, methods excepted.
    fn add_part(&mut self, package: PackageId, part: PartId) -> Option<Rc<Ast>> {
        let (file, ast) = self.parse_library_part(package, part)?;
        let env = self.file_environment(file);
        self.with_environment(env, |c| c.collect_file(&mut Vec::new()));
        Some(ast)
    }

    fn parse_library_part(
        &mut self,
        package: PackageId,
        part: PartId,
    ) -> Option<(super::info::FileIndex, Rc<Ast>)> {
        let state = self.libraries.get(&package)?;
        let part = state.source.declarations(self.map).part(part);
        let file = part.file as usize;
        let (text, scope) = (state.source.files.get(file)?.id, *state.file_scopes.get(file)?);
        let (ast, found) = parse_part(self.map, text, part.start as usize..part.end as usize);
        self.diagnostics.extend(found);
        let ast = Rc::new(ast);
        let file = self.add_file(package, ast.clone(), Version::CURRENT);
        self.file_scopes[file.0 as usize] = scope;
        Some((file, ast))
    }

    /// Gives the methods of a library type objects, their declarations unread.
    fn add_methods(&mut self, package: PackageId, type_name: &Name) {
        let Some(state) = self.libraries.get(&package) else { return };
        let Some(&ty) = self.packages[package.0 as usize].scope.get(type_name) else { return };
        let source = state.source.clone();
        let index = source.declarations(self.map);
        for method in index.methods(type_name) {
            let base = self.map.file(source.files[index.part(method.part).file as usize].id).base;
            let span = Span::new(base + method.place.start as u32, base + method.place.end as u32);
            let func = FuncObject {
                file: super::info::FileIndex(0),
                decl: self.unread.clone(),
                receiver: None,
                scope: FuncScope::default(),
                type_params: Vec::new(),
                layer: 0,
            };
            let object = self.new_object(method.name.into(), ObjectKind::Func(func), TypeId::INVALID, span);
            self.object_mut(object).package = Some(package);
            let kind = DeclarationKind::Unread { package, part: method.part };
            let state = self.state_mut(object);
            state.declaration = Some(Rc::new(Declaration { file: super::info::FileIndex(0), kind }));
            state.progress = super::checker::Progress::Untouched;
            self.package_objects.push(object);
            self.methods.entry(ty).or_default().push((object, method.pointer));
        }
    }

    /// Parses the declaration of a method, which becomes what `object` stands for.
    pub(super) fn read_method(&mut self, object: ObjectId, package: PackageId, part: PartId) {
        let Some((file, ast)) = self.parse_library_part(package, part) else { return };
        let Some(Item::Func(decl)) = ast.items.first() else { return };
        if let ObjectKind::Func(func) = &mut self.object_mut(object).kind {
            (func.file, func.decl) = (file, decl.clone());
        }
        let kind = DeclarationKind::Func(decl.clone());
        self.state_mut(object).declaration = Some(Rc::new(Declaration { file, kind }));
        let env = self.file_environment(file);
        self.with_environment(env, |c| c.record_def(&decl.name, Some(object)));
    }

    /// A value of this type may come to stand in an interface, where methods are found by name. (Type
    /// arguments count: what happens to them is not looked at again for each instance.)
    pub(super) fn note_dynamic(&mut self, ty: TypeId) {
        if self.dynamic_types.insert(ty) {
            self.new_dynamic_types.push(ty);
        }
    }

    /// Queues the methods of library types that have become dynamic, with all that natives can reach
    /// from their values.
    pub(super) fn process_dynamic_types(&mut self) {
        while let Some(ty) = self.new_dynamic_types.pop() {
            if let TypeKind::Named(id) = self.types.kind(ty) {
                self.queue_methods(self.types.origin(id));
            }
            match self.types.kind(self.types.under(ty)) {
                TypeKind::Pointer(t) | TypeKind::Slice(t) => self.note_dynamic(t),
                TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => self.note_dynamic(elem),
                TypeKind::Map { key, value } => {
                    self.note_dynamic(key);
                    self.note_dynamic(value);
                }
                TypeKind::Struct(fields) => fields.iter().for_each(|field| self.note_dynamic(field.ty)),
                _ => {}
            }
        }
    }

    fn queue_methods(&mut self, id: NamedId) {
        let (package, methods) = self.types.with_named(id, |n| (n.package, n.methods.clone()));
        if package.is_none_or(|package| !self.packages[package.0 as usize].library) {
            return;
        }
        for method in methods {
            self.need_signature_by_name(method.object, &method.name);
            self.need_method_by_name(method.object, &method.name);
        }
    }

    /// An interface has a method of this name, so those of types may be wanted by it.
    pub(super) fn note_interface_method(&mut self, name: &Name) {
        if self.interface_names.insert(name.clone()) {
            let methods = self.waiting_signatures.remove(name).unwrap_or_default();
            self.pending_methods.extend(methods);
        }
    }

    /// The signature of a library type's method is determined when some interface has one of its name.
    pub(super) fn need_signature_by_name(&mut self, method: ObjectId, name: &Name) {
        if self.interface_names.contains(name) {
            self.pending_methods.push(method);
        } else {
            self.waiting_signatures.entry(name.clone()).or_default().push(method);
        }
    }
}

/// What the object of a method refers to before its declaration is read.
pub(super) fn unread() -> Rc<FuncDecl> {
    let name = Ident { id: IdentId(0), name: "".into(), span: Span::default() };
    let signature = Signature { params: Vec::new(), results: Vec::new(), span: Span::default() };
    let (body, doc, span) = (None::<Block>, None, Span::default());
    Rc::new(FuncDecl { name, receiver: None, type_params: Vec::new(), signature, body, span, doc })
}
