//! Sessions (the REPL's): inputs checked one after the other, each on top of those before it. What
//! an input declares hides what has been declared under the same name, and changes nothing of it.
//! The value of an expression at the top of an input is shown.

use super::checker::{Checker, Importer, ParsedFile};
use super::info::{Checked, Mode, ObjectId, ObjectKind, PackageId, Redeclared};
use super::operand::Operand;
use super::scope::{ScopeId, ScopeKind};
use crate::diagnostic::Code;
use crate::load::Version;
use crate::source::SourceMap;
use crate::types::{Method, NamedId, TypeKind};

/// The library package whose function [`SHOW`] prints an expression's value.
const SHOWING: &str = "internal/repl";
const SHOW: &str = "Show";

/// Checks the inputs of a session. Of all but the last it is known that nothing is wrong with them.
pub fn check_session(inputs: Vec<ParsedFile>, importer: &dyn Importer, map: &SourceMap) -> Checked {
    let mut checker = Checker::new(importer, map);
    let package = checker.begin_session();
    for input in inputs {
        checker.check_input(package, input);
    }
    checker.set_init_orders();
    checker.check_linkage(&[package]);
    checker.record_untyped();
    checker.finish()
}

impl Checker<'_> {
    fn begin_session(&mut self) -> PackageId {
        self.session = true;
        // The library has both.
        let _ = self.load_package("runtime");
        let showing = self.load_package(SHOWING);
        let package = self.new_package("main".into(), "main".into(), false, true);
        (self.env.package, self.program) = (package, package);
        self.show = showing.ok().and_then(|showing| self.member(showing, SHOW));
        if let Some(show) = self.show {
            self.object_declaration(show);
            self.need_body(show);
        }
        self.check_runtime();
        self.check_bodies();
        self.end_layer(Vec::new(), Vec::new());
        package
    }

    fn check_input(&mut self, package: PackageId, input: ParsedFile) {
        let ast = input.1.clone();
        self.load_imports("main", &[input]);
        self.load_packages_by_use(&ast);
        let before = self.script_scope;
        let scope = self.scopes.open(Some(before.unwrap_or(self.universe)), ScopeKind::Package);
        self.package_scopes[package.0 as usize] = scope;
        let file = self.add_file(package, ast, Version::CURRENT);
        let variables = self.scopes.open(Some(self.file_scopes[file.0 as usize]), ScopeKind::Script);
        self.script_scope = Some(variables);
        self.collect_objects_of(package, vec![file]);
        self.add_later_methods();
        self.check_declarations(package);
        self.check_runtime();
        self.check_script_files(variables, vec![file]);
        self.check_bodies();
        let redeclared = before.map_or_else(Vec::new, |before| self.redeclared(before, &[scope, variables]));
        self.end_layer(vec![file], redeclared);
    }

    /// Methods of types that earlier inputs have declared.
    fn add_later_methods(&mut self) {
        let known = |c: &Self, o: ObjectId| c.types.as_named(c.object(o).ty).is_some();
        let mut types: Vec<ObjectId> = self.methods.keys().copied().filter(|&o| known(self, o)).collect();
        types.sort();
        types.retain(|&o| self.object(o).package == Some(self.program));
        types.into_iter().for_each(|object| self.collect_methods(object));
    }

    /// `method` is declared where `other` has been, by an earlier input: from now on it is called
    /// instead. Values in interfaces have one table of methods, so both must have the same type.
    pub(super) fn redeclare_method(&mut self, id: NamedId, method: Method, other: ObjectId) {
        let (object, pointer) = (method.object, method.pointer);
        let was_pointer = self
            .types
            .with_named(id, |n| n.methods.iter().find(|m| m.object == other).is_some_and(|m| m.pointer));
        self.types.replace_method(id, method);
        self.later(move |c| {
            c.object_declaration(object);
            if pointer != was_pointer || c.object(object).ty != c.object(other).ty {
                let name = c.object(object).name.clone();
                let owner = c.types.with_named(id, |n| n.name.clone());
                let message = format!(
                    "method {owner}.{name} has another type than before: declare type {owner} anew to change it"
                );
                c.error(Code::DuplicateMethod, c.object(object).span, message);
            }
        });
    }

    /// Names in `scopes` that mean something else in `before` and outwards.
    fn redeclared(&self, before: ScopeId, scopes: &[ScopeId]) -> Vec<Redeclared> {
        let mut all = Vec::new();
        for &scope in scopes {
            for (name, _) in self.scopes.get(scope).entries() {
                let Some((_, old)) = self.scopes.lookup(before, name, u32::MAX, true) else { continue };
                if self.object(old).package != Some(self.program) {
                    continue;
                }
                let users = self.users_of(old);
                let is_type = matches!(self.object(old).kind, ObjectKind::TypeName);
                all.push(Redeclared { name: name.clone(), is_type, users });
            }
        }
        all
    }

    /// Declared functions and methods that refer to `object` and can still be called by name.
    fn users_of(&self, object: ObjectId) -> Vec<String> {
        let uses = |&o: &ObjectId| {
            o != object
                && (self.state(o).dependencies.contains(&object) || self.script_uses.contains(&(object, o)))
        };
        let functions = self.package_objects.iter().copied().filter(uses);
        functions.map(|o| self.function_title(o)).collect()
    }

    fn function_title(&self, object: ObjectId) -> String {
        let o = self.object(object);
        match &o.kind {
            ObjectKind::Func(f) if f.receiver.is_some() => {
                let receiver = f.receiver.map(|r| self.types.deref(self.object(r).ty).0);
                let base = receiver.and_then(|ty| self.types.as_named(ty));
                let base = base.map_or("?".into(), |id| self.types.with_named(id, |n| n.name.clone()));
                format!("{base}.{}", o.name)
            }
            _ => o.name.to_string(),
        }
    }

    /// An expression statement here is at the top of an input.
    pub(super) fn shows_values(&self) -> bool {
        self.session && self.is_script_scope(self.env.scope)
    }

    /// The operand of an expression statement whose value is shown.
    pub(super) fn shown_value(&mut self, x: &mut Operand) {
        if !x.is_valid() || x.mode == Mode::NoValue {
            return;
        }
        if let TypeKind::Tuple(types) = self.types.kind(x.ty) {
            types.iter().for_each(|&ty| self.note_dynamic(ty));
            return;
        }
        self.assignment(x, None, "expression statement");
        if x.is_valid() {
            self.note_dynamic(x.ty);
        }
    }
}
