//! Selectors (spec: "Selectors", "Qualified identifiers", "Method expressions", "Method values"):
//! names of other packages, fields and methods, promoted ones too.

use super::checker::Checker;
use super::info::{Mode, ObjectId, ObjectKind, PackageId, Selection, SelectionKind};
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::shared::SharedList;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, Ident};
use crate::types::{Lookup, Selected, SelectedKind, Subst, TypeId, TypeKind, TypeParamId, is_exported};
use std::rc::Rc;

impl Checker<'_> {
    /// `operand.sel`. With `want_type` only a package's type will do.
    pub(super) fn selector(&mut self, e: ExprId, operand: ExprId, sel: &Ident, want_type: bool) -> Operand {
        if let Some(package) = self.package_operand(operand) {
            return self.qualified(e, package, sel);
        }
        let mut x = self.expr_or_type(operand, false);
        match x.mode {
            Mode::Invalid => return x,
            Mode::Builtin => {
                let message = format!("invalid use of {} in selector expression", self.operand_string(&x));
                let dot = self.expr_span(operand).hi;
                self.error(Code::UncalledBuiltin, Span::new(dot, dot), message);
                return Operand::invalid(Some(e));
            }
            _ => {}
        }
        if want_type {
            let message = format!("{} is not a type", self.expr_string(e));
            self.error(Code::NotAType, sel.span, message);
            return Operand::invalid(Some(e));
        }
        self.require_base_complete(&mut x);
        if !x.is_valid() {
            return x;
        }
        let addressable = x.mode == Mode::Variable;
        let package = Some(self.env.package);
        match self.types.lookup_field_or_method(x.ty, addressable, package, &sel.name) {
            Lookup::Found(selected) => self.selected_operand(e, x, sel, selected),
            failed => {
                self.selector_error(&x, sel, &failed);
                x.invalidate();
                x
            }
        }
    }

    /// The package that `operand` is the local name of.
    fn package_operand(&mut self, operand: ExprId) -> Option<PackageId> {
        let ast = self.ast();
        let ExprKind::Ident(ident) = &ast[operand].kind else { return None };
        let object = self.lookup(&ident.name, ident.span)?;
        let ObjectKind::Package(package) = self.object(object).kind else { return None };
        self.record_use(ident, object);
        self.mark_used(object);
        Some(package)
    }

    /// `package.sel`. What the library does not export is not there.
    fn qualified(&mut self, e: ExprId, package: PackageId, sel: &Ident) -> Operand {
        let name = &sel.name;
        let known = &self.packages[package.0 as usize];
        let hidden = known.library && !is_exported(name) && !self.in_library();
        let Some(object) = self.member(package, name).filter(|_| !hidden) else {
            if &**name != "_" {
                let text = self.expr_string(e);
                let lower = name.to_lowercase();
                let mut names = self.library_names(package);
                names.extend(self.packages[package.0 as usize].scope.keys().cloned());
                let similar = names.iter().filter(|k| is_exported(k) && k.to_lowercase() == lower).min();
                let hint = similar.map_or_else(String::new, |k| format!(" (but have {k})"));
                self.error(Code::UndeclaredImportedName, sel.span, format!("undefined: {text}{hint}"));
            }
            return Operand::invalid(Some(e));
        };
        if !is_exported(name) {
            let package = &self.packages[package.0 as usize].name;
            let message = format!("name {name} not exported by package {package}");
            self.error(Code::UnexportedName, sel.span, message);
        }
        self.record_use(sel, object);
        self.object_declaration(object);
        self.add_dependency(object);
        self.object_operand(e, sel, object)
    }

    fn selected_operand(&mut self, e: ExprId, mut x: Operand, sel: &Ident, selected: Selected) -> Operand {
        if let SelectedKind::Field { ty } = selected.kind {
            if x.mode == Mode::Type {
                let named = self.type_string(x.ty);
                let message =
                    format!("operand for field selector {} must be value of type {named}", sel.name);
                self.error_at(&x, Code::MissingFieldOrMethod, message);
                return Operand::invalid(Some(e));
            }
            let addressable = x.mode == Mode::Variable || selected.indirect;
            x.mode = if addressable { Mode::Variable } else { Mode::Value };
            x.ty = ty;
            x.value = None;
            self.record_selection(
                e,
                Selection { kind: SelectionKind::Field, path: selected.path, target: ty },
            );
            return x;
        }
        let mut signature = self.selected_signature(&selected);
        let own_params = self.own_type_params(&selected);
        let (kind, target) = match selected.kind {
            SelectedKind::Method { object, pointer, receiver, .. } => {
                self.record_use(sel, object);
                if let Some(params) = own_params {
                    (x.type_params, signature) = self.generic_method(object, receiver, &params, signature);
                }
                (SelectionKind::Method { function: object, pointer }, receiver)
            }
            SelectedKind::InterfaceMethod { receiver, .. } => {
                (SelectionKind::InterfaceMethod { name: sel.name.clone() }, receiver)
            }
            SelectedKind::Field { ty } => (SelectionKind::Field, ty),
        };
        if x.mode == Mode::Type {
            self.record_selection(
                e,
                Selection {
                    kind: SelectionKind::MethodExpr { method: Box::new(kind) },
                    path: selected.path,
                    target,
                },
            );
            x.ty = self.method_expr_type(x.ty, signature);
        } else {
            self.record_selection(e, Selection { kind, path: selected.path, target });
            x.ty = signature;
        }
        x.mode = Mode::Value;
        x.value = None;
        if x.ty == TypeId::INVALID {
            x.invalidate();
        }
        x
    }

    /// The own type parameters of a generic method and its signature in terms of them, for a
    /// receiver of type `receiver`: its type arguments stand in the constraints too.
    fn generic_method(
        &mut self,
        object: ObjectId,
        receiver: TypeId,
        params: &[TypeParamId],
        signature: TypeId,
    ) -> (SharedList<TypeParamId>, TypeId) {
        let args = self.types.type_args(receiver);
        let ObjectKind::Func(function) = &self.object(object).kind else { return (params.into(), signature) };
        if args.is_empty() {
            return (params.into(), signature);
        }
        let of_receiver = Subst::new(&function.type_params, &args);
        let (renamed, rename) = self.rename_type_params(params);
        for &param in &renamed {
            if let Some(constraint) = self.types.type_param(param).constraint {
                self.types.set_constraint(param, self.types.subst(constraint, &of_receiver));
            }
        }
        (renamed.into(), self.types.subst(signature, &rename))
    }

    /// The type of a method expression: the receiver becomes the first parameter.
    fn method_expr_type(&self, receiver: TypeId, signature: TypeId) -> TypeId {
        let TypeKind::Func(signature) = self.types.kind(signature) else { return TypeId::INVALID };
        let params = [&[receiver], &*signature.params].concat();
        self.types.func(&params, &signature.results, signature.variadic)
    }

    fn selector_error(&mut self, x: &Operand, sel: &Ident, failed: &Lookup) {
        if self.types.under(x.ty) == TypeId::INVALID {
            return;
        }
        let (text, name) = (self.operand_expr_string(x), &sel.name);
        let (code, message) = match failed {
            Lookup::Ambiguous => (Code::AmbiguousSelector, format!("ambiguous selector {text}.{name}")),
            Lookup::PointerReceiver(_) => {
                let ty = self.type_string(x.ty);
                let message = match x.mode {
                    Mode::Type => {
                        format!(
                            "invalid method expression {ty}.{name} (needs pointer receiver (*{ty}).{name})"
                        )
                    }
                    _ => format!("cannot call pointer method {name} on {ty}"),
                };
                (Code::InvalidMethodExpr, message)
            }
            _ => {
                let why = if self.is_interface_pointer(x.ty) {
                    self.interface_pointer_error(x.ty)
                } else {
                    self.lookup_error(x.ty, x.mode == Mode::Variable, name, false)
                };
                (Code::MissingFieldOrMethod, format!("{text}.{name} undefined ({why})"))
            }
        };
        self.error(code, sel.span, message);
    }

    /// Why `ty` has no field or method `name` that may be used here; for a struct literal's key
    /// with `struct_lit`.
    pub(super) fn lookup_error(
        &mut self,
        ty: TypeId,
        addressable: bool,
        name: &str,
        struct_lit: bool,
    ) -> String {
        let here = self.env.package;
        let alternative = self.lookup_ignoring_case(ty, addressable, name);
        let named = self.type_string(ty);
        let same_tail = |a: &str, b: &str| a.chars().skip(1).eq(b.chars().skip(1));
        enum Case {
            Missing,
            Misspelled,
            Unexported,
            Inaccessible,
        }
        let case = match &alternative {
            None => Case::Missing,
            Some((_, _, Some(package))) if *package == here => Case::Misspelled,
            Some((alt, ..)) if is_exported(name) && is_exported(alt) => Case::Misspelled,
            Some((alt, ..)) if is_exported(name) && same_tail(name, alt) => Case::Unexported,
            Some((alt, ..)) if !is_exported(name) && is_exported(alt) && same_tail(name, alt) => {
                Case::Misspelled
            }
            Some((alt, ..)) if !is_exported(name) && **alt == *name => Case::Inaccessible,
            _ => Case::Missing,
        };
        let (alt, what) = alternative.map_or((Rc::from(""), ""), |(alt, what, _)| (alt, what));
        if struct_lit {
            return match case {
                Case::Missing => format!("unknown field {name} in struct literal of type {named}"),
                Case::Misspelled => {
                    format!("unknown field {name} in struct literal of type {named}, but does have {alt}")
                }
                Case::Unexported => {
                    format!(
                        "unknown field {name} in struct literal of type {named}, but does have unexported {alt}"
                    )
                }
                Case::Inaccessible => {
                    format!("cannot refer to unexported field {alt} in struct literal of type {named}")
                }
            };
        }
        match case {
            Case::Missing => format!("type {named} has no field or method {name}"),
            Case::Misspelled => {
                format!("type {named} has no field or method {name}, but does have {what} {alt}")
            }
            Case::Unexported => {
                format!("type {named} has no field or method {name}, but does have unexported {what} {alt}")
            }
            Case::Inaccessible => format!("cannot refer to unexported {what} {alt}"),
        }
    }

    /// A field or method whose name differs in case at most, of whatever package: its name, what it
    /// is, and its package.
    fn lookup_ignoring_case(
        &mut self,
        ty: TypeId,
        addressable: bool,
        name: &str,
    ) -> Option<(Rc<str>, &'static str, Option<PackageId>)> {
        let lower = name.to_lowercase();
        let (base, _) = self.types.deref(ty);
        let mut candidates: Vec<(Rc<str>, Option<PackageId>)> = Vec::new();
        self.collect_selectors(base, &mut Vec::new(), &mut candidates);
        candidates.retain(|(candidate, _)| candidate.to_lowercase() == lower);
        for (candidate, package) in candidates {
            let at = package.or(Some(self.env.package));
            let found = match self.types.lookup_field_or_method(ty, addressable, at, &candidate) {
                Lookup::Found(selected) | Lookup::PointerReceiver(selected) => selected,
                _ => continue,
            };
            let (what, owner) = match found.kind {
                SelectedKind::Field { .. } => ("field", package.or_else(|| self.package_of_type(base))),
                SelectedKind::Method { object, .. } => ("method", self.object(object).package),
                SelectedKind::InterfaceMethod { .. } => {
                    ("method", package.or_else(|| self.package_of_type(base)))
                }
            };
            return Some((candidate, what, owner));
        }
        None
    }

    fn package_of_type(&self, ty: TypeId) -> Option<PackageId> {
        match self.types.as_named(ty) {
            Some(id) => self.types.with_named(id, |named| named.package),
            None => Some(self.env.package),
        }
    }

    fn collect_selectors(
        &self,
        ty: TypeId,
        seen: &mut Vec<TypeId>,
        names: &mut Vec<(Rc<str>, Option<PackageId>)>,
    ) {
        if seen.contains(&ty) {
            return;
        }
        seen.push(ty);
        if let Some(id) = self.types.as_named(ty) {
            self.types.with_named(self.types.origin(id), |named| {
                names.extend(named.methods.iter().map(|m| (m.name.clone(), m.package)));
            });
        }
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Struct(fields) => {
                names.extend(fields.iter().map(|f| (f.name.clone(), f.package)));
                for field in fields.iter().filter(|f| f.embedded) {
                    self.collect_selectors(self.types.deref(field.ty).0, seen, names);
                }
            }
            TypeKind::Interface(interface) => {
                names.extend(interface.methods.iter().map(|m| (m.name.clone(), m.package)));
            }
            _ => {}
        }
    }
}
