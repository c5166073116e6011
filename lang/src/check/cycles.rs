//! Cycles of declarations: an object that is referred to while its own declaration is under way,
//! and types that contain themselves. After types2's cycles.go and validtype.go.

use super::checker::{Checker, Progress};
use super::info::{Mode, ObjectId, ObjectKind};
use super::operand::Operand;
use crate::diagnostic::{Code, Diagnostic};
use crate::recursion::recurse;
use crate::source::Span;
use crate::types::{NamedId, TypeId, TypeKind};

impl Checker<'_> {
    /// `object` is referred to while its declaration is under way.
    pub(super) fn pending_object(&mut self, object: ObjectId) {
        let is_type = matches!(self.object(object).kind, ObjectKind::TypeName);
        let alias = self.state(object).alias;
        if is_type && !alias && self.env.in_type_declaration {
            // Mentioning a type does not need it complete; what does says so.
            return;
        }
        let mut valid = self.valid_cycle(object);
        if valid && alias && self.object(object).ty == TypeId::INVALID {
            self.report_pending_cycle(object);
            valid = false;
        }
        if !valid && !matches!(self.object(object).kind, ObjectKind::Func(_)) {
            self.object_mut(object).ty = TypeId::INVALID;
            self.state_mut(object).broken = true;
        }
    }

    /// The objects under way from `object` on.
    fn cycle_from(&self, object: ObjectId) -> Vec<ObjectId> {
        match self.state(object).progress {
            Progress::Pending(start) => self.path[start as usize..].to_vec(),
            _ => vec![object],
        }
    }

    /// Whether the cycle from `object` back to itself is allowed; reports it if not.
    fn valid_cycle(&mut self, object: ObjectId) -> bool {
        let cycle = self.cycle_from(object);
        let (mut values, mut definitions) = (0, 0);
        for &o in &cycle {
            match self.object(o).kind {
                ObjectKind::Const(_) | ObjectKind::Var(_) => values += 1,
                ObjectKind::TypeName => {
                    if self.env.in_type_params && self.types.is_generic(self.object(o).ty) {
                        return true;
                    }
                    definitions += usize::from(!self.state(o).alias);
                }
                _ => {}
            }
        }
        // Cycles of values alone are reported with the order of initialisation; types may refer to
        // each other when one of them is a definition.
        if values == cycle.len() || values == 0 && definitions > 0 {
            return true;
        }
        self.report_cycle(&cycle, self.first_in_source(&cycle));
        false
    }

    /// A type needs itself to be complete: `object` is under way.
    pub(super) fn report_pending_cycle(&mut self, object: ObjectId) {
        let mut cycle = self.cycle_from(object);
        if cycle.iter().any(|&o| !self.state(o).alias) {
            // The definitions are what is wrong.
            cycle.retain(|&o| !self.state(o).alias);
        }
        if cycle.iter().any(|&o| self.state(o).broken) {
            return;
        }
        for &o in &cycle {
            self.state_mut(o).broken = true;
        }
        self.report_cycle(&cycle, self.first_in_source(&cycle));
    }

    /// A value whose type's declaration is under way: the declaration needs the type to be complete,
    /// which it is not before the declaration ends.
    pub(super) fn require_value_complete(&mut self, x: &mut Operand) {
        if x.is_valid() && !matches!(x.mode, Mode::Type | Mode::NoValue | Mode::Builtin) {
            self.require_complete(x, x.ty);
        }
    }

    /// As [`Checker::require_value_complete`], where a pointer is followed without a word.
    pub(super) fn require_base_complete(&mut self, x: &mut Operand) {
        if let Some(base) = self.types.pointer_elem(x.ty).filter(|_| !self.path.is_empty()) {
            self.require_complete(x, base);
        }
    }

    /// `x` becomes invalid, and the cycle is reported, when the declaration of `ty` is under way.
    pub(super) fn require_complete(&mut self, x: &mut Operand, ty: TypeId) {
        if self.path.is_empty() || self.complete(ty) {
            return;
        }
        if let Some(id) = self.types.as_named(ty) {
            let object = self.types.with_named(self.types.origin(id), |n| n.object);
            self.report_pending_cycle(object);
        }
        x.invalidate();
    }

    /// An array's length could not be determined, and nothing has said why: the length needs the
    /// type that is being declared.
    pub(super) fn report_length_cycle(&mut self) {
        let mut types = self.path.iter().rev().copied();
        let pending = types.find(|&o| matches!(self.object(o).kind, ObjectKind::TypeName));
        if let Some(object) = pending {
            self.report_pending_cycle(object);
        }
    }

    fn first_in_source(&self, cycle: &[ObjectId]) -> usize {
        (0..cycle.len()).min_by_key(|&i| self.object(cycle[i]).span).unwrap_or(0)
    }

    fn cycle_name(&self, object: ObjectId) -> String {
        let o = self.object(object);
        match o.package.filter(|&p| p != self.env.package) {
            Some(package) => format!("{}.{}", self.packages[package.0 as usize].name, o.name),
            None => o.name.to_string(),
        }
    }

    fn report_cycle(&mut self, cycle: &[ObjectId], start: usize) {
        let Some(&first) = cycle.get(start) else { return };
        let names: Vec<String> = cycle.iter().map(|&o| self.cycle_name(o)).collect();
        let span = self.object(first).span;
        self.report_named_cycle(span, cycle, &names, start);
    }

    /// `start`: the place in the cycle that is reported, at `span`.
    fn report_named_cycle(&mut self, span: Span, cycle: &[ObjectId], names: &[String], start: usize) {
        let is_type = matches!(self.object(cycle[start]).kind, ObjectKind::TypeName);
        let name = &names[start];
        if cycle.len() == 1 {
            let what = if is_type { "invalid recursive type" } else { "invalid cycle in declaration" };
            return self.error(Code::InvalidDeclCycle, span, format!("{what}: {name} refers to itself"));
        }
        let message = if is_type {
            format!("invalid recursive type {name}")
        } else {
            format!("invalid cycle in declaration of {name}")
        };
        let mut diagnostic = Diagnostic::error(Code::InvalidDeclCycle, span, message);
        for i in 0..cycle.len() {
            let (at, next) = ((start + i) % cycle.len(), (start + i + 1) % cycle.len());
            let label = format!("{} refers to {}", names[at], names[next]);
            diagnostic = diagnostic.label(self.object(cycle[at]).span, label);
        }
        self.report(diagnostic);
    }

    /// Reports a defined type that contains itself.
    pub(super) fn check_valid_type(&mut self, id: NamedId) {
        let ty = self.types.intern(TypeKind::Named(id));
        self.valid_type(ty, &mut Vec::new(), &mut Vec::new());
    }

    /// `nest`: the types that `ty` lies in, in memory; `path`: all named types on the way.
    fn valid_type(&mut self, ty: TypeId, nest: &mut Vec<TypeId>, path: &mut Vec<TypeId>) -> bool {
        if nest.len() > 2000 {
            return true;
        }
        recurse(|| match self.types.kind(ty) {
            TypeKind::Array { elem, .. } => self.valid_type(elem, nest, path),
            TypeKind::Struct(fields) => fields.iter().all(|f| self.valid_type(f.ty, nest, path)),
            TypeKind::Named(id) => self.valid_named(id, ty, nest, path),
            TypeKind::TypeParam(param) => {
                // It stands for the argument of the instance around it, whose own nest is one shorter.
                let Some(inst) = nest.pop() else { return true };
                let origin = self.types.as_named(inst).map(|id| self.types.origin(id));
                let params =
                    origin.map_or_else(Vec::new, |id| self.types.with_named(id, |n| n.type_params.clone()));
                let index = params.iter().position(|&p| p == param);
                let arg = index.and_then(|i| self.types.type_args(inst).get(i).copied());
                let valid = arg.is_none_or(|arg| self.valid_type(arg, nest, path));
                nest.push(inst);
                valid
            }
            _ => true,
        })
    }

    fn valid_named(
        &mut self,
        id: NamedId,
        ty: TypeId,
        nest: &mut Vec<TypeId>,
        path: &mut Vec<TypeId>,
    ) -> bool {
        let origin = self.types.origin(id);
        if self.valid_types.contains(&ty) {
            return true;
        }
        if nest.contains(&ty) {
            let start = path.iter().position(|&p| p == ty).unwrap_or(0);
            self.report_containment(&path[start..]);
            self.types.set_underlying(origin, TypeId::INVALID);
            return false;
        }
        let Some(&rhs) = self.type_rhs.get(&origin) else { return true };
        nest.push(ty);
        path.push(ty);
        let valid = self.valid_type(rhs, nest, path);
        nest.pop();
        path.pop();
        // What is valid on its own, without type arguments of the nest, need not be looked at again.
        if valid
            && nest.is_empty()
            && !self.types.is_parameterized(ty)
            && origin == id
            && !self.types.is_generic(ty)
        {
            self.valid_types.insert(ty);
        }
        valid
    }

    fn report_containment(&mut self, cycle: &[TypeId]) {
        let objects: Vec<ObjectId> = cycle
            .iter()
            .filter_map(|&t| self.types.as_named(t).map(|id| self.types.with_named(id, |n| n.object)))
            .collect();
        if objects.iter().any(|&o| self.state(o).broken) {
            return;
        }
        objects.iter().for_each(|&o| self.state_mut(o).broken = true);
        let names: Vec<String> = cycle.iter().map(|&t| self.type_string(t)).collect();
        if let Some(&first) = objects.first() {
            let span = self.instance_places.get(&cycle[0]).copied().unwrap_or(self.object(first).span);
            self.report_named_cycle(span, &objects, &names, 0);
        }
    }
}
