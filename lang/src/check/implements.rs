//! Does a type implement an interface or satisfy a constraint, and if not, what is missing (spec:
//! "Implementing an interface", "Satisfying a type constraint"). After types2's instantiate.go and
//! lookup.go.

use super::checker::Checker;
use super::info::{ObjectId, ObjectKind, PackageId};
use crate::types::{InterfaceMethod, Lookup, Selected, SelectedKind, Subst, TypeId, TypeKind, TypeParamId};

/// A method that a type lacks.
#[derive(Clone, Debug)]
pub struct MissingMethod {
    pub method: InterfaceMethod,
    /// The method is there, but with another signature or only for a pointer.
    pub wrong_type: bool,
    /// In parentheses, as messages add it.
    pub cause: String,
}

impl Checker<'_> {
    /// The signature of the declared method `object` for the receiver type `receiver` (an instance's
    /// type arguments put in).
    pub fn method_signature(&mut self, object: ObjectId, receiver: TypeId) -> TypeId {
        self.object_declaration(object);
        let object = self.object(object);
        let args = self.types.type_args(receiver);
        match &object.kind {
            ObjectKind::Func(f) if !args.is_empty() => {
                let subst = Subst::new(&f.type_params, &args);
                self.types.subst(object.ty, &subst)
            }
            _ => object.ty,
        }
    }

    /// The func type of a selected method, without receiver.
    pub fn selected_signature(&mut self, selected: &Selected) -> TypeId {
        match selected.kind {
            SelectedKind::Field { ty } => ty,
            SelectedKind::Method { object, receiver, .. } => self.method_signature(object, receiver),
            SelectedKind::InterfaceMethod { signature, .. } => signature,
        }
    }

    /// The type parameters that a selected method has besides its receiver's, if it has any.
    pub fn own_type_params(&self, selected: &Selected) -> Option<Vec<TypeParamId>> {
        let SelectedKind::Method { object, receiver, .. } = selected.kind else { return None };
        let ObjectKind::Func(function) = &self.object(object).kind else { return None };
        let own = function.type_params.get(self.types.type_args(receiver).len()..)?;
        (!own.is_empty()).then(|| own.to_vec())
    }

    /// `P any, Q ~int`
    fn param_list_string(&self, params: &[TypeParamId]) -> String {
        let one = |&param: &TypeParamId| {
            let data = self.types.type_param(param);
            let constraint = data.constraint.map_or_else(String::new, |c| self.constraint_string(c));
            format!("{} {constraint}", data.name)
        };
        params.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The first method of the interface `interface` that `ty` lacks. Not `static_check`: an interface `ty` need not
    /// have it (type assertions).
    pub fn missing_method(
        &mut self,
        ty: TypeId,
        interface: TypeId,
        static_check: bool,
    ) -> Option<MissingMethod> {
        let wanted = self.types.as_interface(interface)?;
        for method in wanted.methods.iter() {
            let found = self.types.lookup_field_or_method(ty, false, method.package, &method.name);
            if let Some((cause, wrong_type)) = self.lacks(ty, interface, method, found, static_check) {
                return Some(MissingMethod { method: method.clone(), wrong_type, cause });
            }
        }
        None
    }

    fn lacks(
        &mut self,
        ty: TypeId,
        interface: TypeId,
        method: &InterfaceMethod,
        found: Lookup,
        static_check: bool,
    ) -> Option<(String, bool)> {
        let name = &method.name;
        match found {
            Lookup::Found(selected) => {
                if matches!(selected.kind, SelectedKind::Field { .. }) {
                    let ty = self.type_string(ty);
                    return Some((format!("({ty}.{name} is a field, not a method)"), false));
                }
                let have = self.selected_signature(&selected);
                if let Some(params) = self.own_type_params(&selected) {
                    let have =
                        self.method_string(&format!("{name}[{}]", self.param_list_string(&params)), have);
                    let want = self.method_string(name, method.signature);
                    return Some((
                        format!("(wrong type for method {name})\n\t\thave {have}\n\t\twant {want}"),
                        true,
                    ));
                }
                if have == method.signature || have == TypeId::INVALID {
                    return None;
                }
                let (have, want) =
                    (self.method_string(name, have), self.method_string(name, method.signature));
                if have == want {
                    return Some((format!("(wrong type for method {name})"), true));
                }
                Some((format!("(wrong type for method {name})\n\t\thave {have}\n\t\twant {want}"), true))
            }
            Lookup::Ambiguous => {
                let ty = self.type_string(ty);
                Some((format!("(ambiguous selector {ty}.{name})"), false))
            }
            Lookup::PointerReceiver(_) => Some((format!("(method {name} has pointer receiver)"), true)),
            Lookup::NotFound if !static_check && self.types.is_interface(ty) => None,
            Lookup::NotFound => Some((self.not_found_cause(ty, interface, method), false)),
        }
    }

    fn not_found_cause(&mut self, ty: TypeId, interface: TypeId, method: &InterfaceMethod) -> String {
        let name = &method.name;
        for t in [ty, interface] {
            if self.is_interface_pointer(t) {
                return format!("({})", self.interface_pointer_error(t));
            }
        }
        if let Some((other, signature)) = self.method_ignoring_case(ty, method.package, name) {
            if other == **name {
                return format!("(unexported method {name})");
            }
            let (have, want) =
                (self.method_string(&other, signature), self.method_string(name, method.signature));
            return format!("(missing method {name})\n\t\thave {have}\n\t\twant {want}");
        }
        format!("(missing method {name})")
    }

    fn method_ignoring_case(
        &mut self,
        ty: TypeId,
        package: Option<PackageId>,
        name: &str,
    ) -> Option<(String, TypeId)> {
        let similar =
            self.types.method_set(ty).into_iter().find(|m| m.name.to_lowercase() == name.to_lowercase())?;
        let _ = package;
        let signature = self.selected_signature(&similar.selected);
        Some((similar.name.to_string(), signature))
    }

    /// `Name(params) results`
    pub fn method_string(&self, name: &str, signature: TypeId) -> String {
        let text = self.type_string(signature);
        format!("{name}{}", text.strip_prefix("func").unwrap_or(&text))
    }

    /// What is wrong with a pointer to an interface where an interface is wanted.
    pub fn interface_pointer_error(&self, ty: TypeId) -> String {
        let text = self.type_string(ty);
        match self.types.pointer_elem(ty) {
            Some(elem) if self.types.is_type_param(elem) => {
                format!("type {text} is pointer to type parameter, not type parameter")
            }
            _ => format!("type {text} is pointer to interface, not interface"),
        }
    }

    /// `ty` implements `interface` (or, for `constraint`, satisfies it); otherwise the cause.
    pub fn implements(&mut self, ty: TypeId, interface: TypeId, constraint: bool) -> Result<(), String> {
        let invalid = |t: TypeId| self.types.under(t) == TypeId::INVALID;
        if invalid(ty) || invalid(interface) || self.types.pointer_elem(ty).is_some_and(invalid) {
            return Ok(());
        }
        let verb = if constraint { "satisfy" } else { "implement" };
        let Some(wanted) = self.types.as_interface(interface) else {
            let detail = match self.is_interface_pointer(interface) {
                true => self.interface_pointer_error(interface),
                false => format!("{} is not an interface", self.type_string(interface)),
            };
            return Err(self.does_not(ty, verb, interface, &format!(" ({detail})")));
        };
        let have = self.types.as_interface(ty);
        if have.as_ref().is_some_and(|h| h.terms.as_ref().is_some_and(|t| t.is_empty())) {
            return Ok(());
        }
        if wanted.terms.as_ref().is_some_and(|t| t.is_empty()) {
            return Err(format!("cannot {verb} {} (empty type set)", self.type_string(interface)));
        }
        if let Some(missing) = self.missing_method(ty, interface, true)
            && !self.has_invalid_embedded(ty)
        {
            return Err(self.does_not(ty, verb, interface, &format!(" {}", missing.cause)));
        }
        if let Some(terms) = &wanted.terms {
            match have {
                Some(have) => {
                    let inside = have.terms.as_ref().is_some_and(|h| self.types.terms_subset(h, terms));
                    if !inside {
                        return Err(self.does_not(ty, verb, interface, ""));
                    }
                }
                None if !self.types.in_terms(ty, terms) => {
                    let detail = self.not_in_terms(ty, interface, terms);
                    return Err(self.does_not(ty, verb, interface, &format!(" ({detail})")));
                }
                None => {}
            }
        }
        let comparable = !wanted.comparable
            || self.types.is_comparable(ty, false)
            || constraint && self.types.is_comparable(ty, true);
        if comparable { Ok(()) } else { Err(format!("{} does not {verb} comparable", self.type_string(ty))) }
    }

    fn does_not(&self, ty: TypeId, verb: &str, interface: TypeId, detail: &str) -> String {
        format!("{} does not {verb} {}{detail}", self.type_string(ty), self.constraint_string(interface))
    }

    fn not_in_terms(&self, ty: TypeId, interface: TypeId, terms: &[crate::types::Term]) -> String {
        let (name, whole) = (self.type_string(ty), self.constraint_string(interface));
        let under = self.types.under(ty);
        if let Some(t) = terms.iter().find(|t| !t.tilde && self.types.under(t.ty) == t.ty && t.ty == under) {
            return format!("possibly missing ~ for {} in {whole}", self.type_string(t.ty));
        }
        let term =
            |t: &crate::types::Term| format!("{}{}", if t.tilde { "~" } else { "" }, self.type_string(t.ty));
        let all: Vec<String> = terms.iter().map(term).collect();
        format!("{name} missing in {}", all.join(" | "))
    }

    /// A struct with an embedded field of unknown type may have any method.
    fn has_invalid_embedded(&self, ty: TypeId) -> bool {
        let (base, _) = self.types.deref(ty);
        let TypeKind::Struct(fields) = self.types.kind(self.types.under(base)) else { return false };
        fields.iter().any(|f| f.embedded && self.types.under(self.types.deref(f.ty).0) == TypeId::INVALID)
    }
}
